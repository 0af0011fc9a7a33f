import assert from 'node:assert/strict';
import {
  CodeLensRequest,
  CompletionRequest,
  ExecuteCommandRequest,
  HoverRequest,
  InlayHintRequest,
  type CompletionItem,
  type MarkupContent,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { startSession, type Session } from '../testkit/session.js';
import { pieceOf, positionOf, template } from '../testkit/workspace.js';

const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('hover, completion, lenses and hints over stdio', () => {
  let session: Session;
  let uri: string;
  before(async () => {
    session = await startSession({ settings: { inlayHints: true } });
    uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
    await session.client.diagnosticsOf(uri, 1);
  });
  after(() => session.end());

  async function hover(position: Position): Promise<{ text: string; piece: string } | undefined> {
    const params = { textDocument: { uri }, position };
    const answer = await session.client.connection.sendRequest(HoverRequest.type, params);
    if (answer === null) return undefined;
    const text = (answer.contents as MarkupContent).value;
    return { text, piece: answer.range === undefined ? '' : pieceOf(template, answer.range) };
  }

  const hovers: readonly (readonly [string, string, RegExp[]])[] = [
    [
      'ssm:GetParameter',
      'ssm:GetParameter',
      [
        /\*\*ssm:GetParameter · Read\*\*/,
        /On parameter/,
        /Orders: used/,
        /\| arn:aws:ssm:eu-west-1:111122223333:parameter\/app\/key \| 60 \| 2026-08-01 \| 2026-09-29 \|/,
        /`█{8}▅ active days a week`/,
        /2026-08-01 to 2026-09-30, 60 covered days/,
      ],
    ],
    [
      'ssm:DescribeParameters',
      'ssm:DescribeParameters',
      [/· List\*\*/, /Orders: not used/, /no call in 60 covered days/],
    ],
    ['ssm:Put*', 'ssm:Put*', [/grants \d+ actions/, /of \d+ actions 0 used/]],
    [
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      [/Orders: (?:not observable|unknown)/, /table\/&#36;\{?|`arn:\$\{Partition\}:dynamodb/],
    ],
    ['!GetAtt Table.Arn', '!GetAtt Table.Arn', [/Orders: nothing known to be used here/]],
  ];
  for (const [needle, piece, patterns] of hovers)
    it(`hover on ${needle}`, async () => {
      const found = await hover(positionOf(template, needle, 3));
      assert.equal(found?.piece, piece);
      for (const pattern of patterns) assert.match(found.text, pattern);
    });

  it('no hover where there is nothing to say', async () => {
    assert.equal(await hover(positionOf(template, 'FunctionName')), undefined);
  });

  /** Offers at the end of what is typed instead of one line of the template. */
  async function complete(line: string, typed: string): Promise<{ items: CompletionItem[]; text: string }> {
    const text = template.replace(line, typed);
    await session.client.change(uri, text);
    const position = positionOf(text, text.slice(template.indexOf(line)), typed.length);
    const answer = await session.client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position,
    });
    return { items: Array.isArray(answer) ? answer : (answer?.items ?? []), text };
  }

  it('completes service prefixes, used services first', async () => {
    const { items } = await complete('                - ssm:DescribeParameters', '                - ');
    const sqs = items.find(({ label }) => label === 'sqs');
    assert.equal(sqs?.detail, 'Amazon SQS');
    assert.equal((sqs.textEdit as { newText: string }).newText, 'sqs:');
    const sorted = items.map(({ sortText, label }) => [sortText ?? label, label]).sort();
    assert.equal(sorted[0]?.[1], 'ssm');
  });

  it('completes actions of a service, with level and docs, used ones first, patterns last', async () => {
    const { items, text } = await complete('ssm:DescribeParameters', 'ssm:Get');
    const used = items.find(({ label }) => label === 'ssm:GetParameter');
    assert.equal(used?.detail, 'Read · used');
    assert.match((used.documentation as MarkupContent).value, /AWS Systems Manager/);
    const edit = used.textEdit as { range: never; newText: string };
    assert.equal(pieceOf(text, edit.range), 'ssm:Get');
    const order = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.equal(order[0]?.label, 'ssm:GetParameter');
    assert.match(order.at(-1)?.label ?? '', /\*$/);
  });

  it('completes resources: the template’s own by reference, then ARN formats of the actions', async () => {
    const { items } = await complete('!GetAtt Table.Arn', '');
    assert.equal(items.length, 0);
    const typed = await complete('              Resource: !GetAtt Table.Arn', '              Resource: ');
    const labels = typed.items.map(({ label }) => label);
    assert.ok(labels.includes('!GetAtt Table.Arn'), labels.join());
    const arn = typed.items.find(({ label }) => label.startsWith('arn:'));
    const edit = arn?.textEdit as { newText: string };
    assert.equal(
      edit.newText,
      '!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/TABLENAME',
    );
  });

  it('completes condition keys of the statement’s actions, then global ones', async () => {
    const line = '              Action: dynamodb:GetItem';
    const typed = `${line}\n              Condition:\n                ForAllValues:StringEquals:\n                  d`;
    const { items } = await complete(line, typed);
    const labels = items.map(({ label }) => label);
    assert.ok(labels.includes('dynamodb:LeadingKeys'), labels.slice(0, 5).join());
    assert.ok(labels.includes('aws:SourceVpce'));
  });

  it('completes nothing outside a policy', async () => {
    assert.deepEqual((await complete('      FunctionName: orders', '      FunctionName: o')).items, []);
  });

  it('a lens stands over each function, with what can be done', async () => {
    await session.client.change(uri, template);
    const params = { textDocument: { uri } };
    const lenses = await session.client.connection.sendRequest(CodeLensRequest.type, params);
    assert.equal(lenses?.length, 1);
    const [lens] = lenses;
    assert.equal(lens?.range.start.line, positionOf(template, 'Orders:').line);
    assert.match(lens.command?.title ?? '', /^\d+ granted · 1 used · \d+ can't know · narrow$/);
    assert.deepEqual(lens.command?.arguments, [uri, 'template.yaml#Orders']);
  });

  it('inlay hints say when an action was last used', async () => {
    const params = { textDocument: { uri }, range: whole };
    const hints = (await session.client.connection.sendRequest(InlayHintRequest.type, params)) ?? [];
    const shown = hints.map(
      ({ position, label }) => `${position.line} ${typeof label === 'string' ? label : ''}`,
    );
    const [used, unused] = ['ssm:GetParameter', 'ssm:DescribeParameters'].map(
      (text) => positionOf(template, text).line,
    );
    assert.ok(shown.includes(`${String(used)} 2 days ago`), shown.join());
    assert.ok(shown.includes(`${String(unused)} never`), shown.join());
  });

  it('tells why, as text', async () => {
    const params = { command: 'leastwise.showWhy', arguments: [uri, 'template.yaml#Orders'] };
    const text = String(await session.client.connection.sendRequest(ExecuteCommandRequest.type, params));
    assert.match(text, /The narrowed policy is proven\./);
    assert.match(
      text,
      /Runs as arn:aws:iam::111122223333:role\/app-OrdersRole-1A2B3C4D5E6F, session orders\./,
    );
  });

  it('a command that is not known, or of nothing, is answered with nothing', async () => {
    for (const given of [
      ['leastwise.showWhy', [uri, 'template.yaml#Nobody']],
      ['leastwise.showWhy', []],
      ['other', [uri, 'template.yaml#Orders']],
    ] as const) {
      const params = { command: given[0], arguments: [...given[1]] };
      assert.equal(await session.client.connection.sendRequest(ExecuteCommandRequest.type, params), null);
    }
  });
});

describe('a client that shows no markdown', () => {
  it('gets hovers as plain text', async () => {
    const session = await startSession({ capabilities: {} });
    const uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
    await session.client.diagnosticsOf(uri, 1);
    const params = { textDocument: { uri }, position: positionOf(template, 'ssm:GetParameter', 2) };
    const answer = await session.client.connection.sendRequest(HoverRequest.type, params);
    await session.end();
    const { kind, value } = answer?.contents as MarkupContent;
    assert.equal(kind, 'plaintext');
    assert.doesNotMatch(value, /\*\*|&#|\|/);
    assert.match(value, /Orders: used/);
  });
});
