import assert from 'node:assert/strict';
import { openAnalysis, type OpenAnalysis } from './openAnalysis.js';
import type { EditRequest } from './openEdits.js';
import { prepare } from './prepare.js';
import { applyEdits } from './suggestions/edits/local.js';
import { account, allSelectors, allTrails, now, snapshotOf, type Call } from './testkit/usage.js';

const table = `arn:aws:dynamodb:eu-west-1:${account}:table/orders`;
const call = (event: string, session: string, role: string): Call => ({
  event: `dynamodb ${event}`,
  data: true,
  readOnly: event === 'GetItem',
  on: 'daily',
  resources: [table],
  session,
  principal: `arn:aws:iam::${account}:role/prod-${role}-ABCDEFGHIJKL`,
});

const statement = (actions: string, resource = '*'): string => `
            - Effect: Allow
              Action: [${actions}]
              Resource: '${resource}'`;

const fn = (name: string, statements: string): string => `  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: ${name.toLowerCase()}
      Policies:
        - Statement:${statements}
`;

const template = `Resources:
${fn('Reader', statement('dynamodb:GetItem, dynamodb:PutItem') + statement('dynamodb:*Item', table))}${fn('Writer', statement('dynamodb:PutItem, dynamodb:DeleteItem', table))}`;

const calls = [call('GetItem', 'reader', 'ReaderRole'), call('PutItem', 'writer', 'WriterRole')];

function open(text: string, made: readonly Call[] = calls): OpenAnalysis {
  return openAnalysis({
    sources: [{ uri: 'template.yaml', text }],
    usage: [snapshotOf(made)],
    options: { now, stacks: ['prod'], selectors: allSelectors, trails: allTrails, suggestions: false },
  });
}

function fingerprint({ analysis }: OpenAnalysis, rule: string, name: string): string {
  const found = analysis.findings.find((finding) => finding.rule === rule && finding.function === name);
  assert.ok(found, `${rule} of ${name}`);
  return found.fingerprint;
}

/** The lines that go and come, with their signs. */
function changed(text: string, opened: OpenAnalysis, request: EditRequest): string[] {
  const after = applyEdits(text, opened.suggestEdits(request).edits).split('\n');
  const before = text.split('\n');
  const gone = before.filter((line) => !after.includes(line)).map((line) => `-${line.trim()}`);
  return [...gone, ...after.filter((line) => !before.includes(line)).map((line) => `+${line.trim()}`)];
}

describe('what an editor asks for', () => {
  let opened: OpenAnalysis;
  before(async () => {
    await prepare();
    opened = open(template);
  });

  const get = '+Action: [dynamodb:GetItem]';
  const cases: readonly (readonly [string, () => EditRequest, string[]])[] = [
    [
      'this action',
      () => ({ findings: [fingerprint(opened, 'action-unused', 'Reader')] }),
      ['-Action: [dynamodb:GetItem, dynamodb:PutItem]', get],
    ],
    [
      'this wildcard',
      () => ({ findings: [fingerprint(opened, 'action-wildcard', 'Reader')] }),
      ['-Action: [dynamodb:*Item]', get],
    ],
    [
      'this resource',
      () => ({ findings: [fingerprint(opened, 'resource-wildcard', 'Reader')] }),
      // What it becomes stands in the file already.
      ["-Resource: '*'"],
    ],
    [
      'this statement',
      () => ({ findings: [fingerprint(opened, 'action-unused', 'Reader')], reach: 'statement' }),
      ['-Action: [dynamodb:GetItem, dynamodb:PutItem]', "-Resource: '*'", get],
    ],
    [
      'this function',
      () => ({ functions: ['Writer'] }),
      ['-Action: [dynamodb:PutItem, dynamodb:DeleteItem]', '+Action: [dynamodb:PutItem]'],
    ],
    [
      'a rule',
      () => ({ rules: ['action-unused'], functions: ['template.yaml#Writer'] }),
      ['-Action: [dynamodb:PutItem, dynamodb:DeleteItem]', '+Action: [dynamodb:PutItem]'],
    ],
    ['another file', () => ({ uris: ['other.yaml'] }), []],
    ['a finding that is gone', () => ({ findings: ['none'] }), []],
  ];
  for (const [name, request, expected] of cases) {
    it(name, () => assert.deepEqual(changed(template, opened, request()), expected));
  }

  it('let it expire', () => {
    const findings = [fingerprint(opened, 'action-unused', 'Writer')];
    const lines = changed(template, opened, { findings, expireAt: '2027-01-31T00:00:00Z' });
    assert.deepEqual(lines.slice(0, 2), [
      '-Action: [dynamodb:PutItem, dynamodb:DeleteItem]',
      '+Action: [dynamodb:PutItem]',
    ]);
    assert.ok(lines.includes('+- Sid: LeastwiseExpires20270131'), lines.join('\n'));
    assert.ok(lines.includes("+aws:CurrentTime: '2027-01-31T00:00:00Z'"));
  });

  it('keep it: what was found is not found any more', () => {
    const edit = opened.suggestKeep(fingerprint(opened, 'action-unused', 'Writer'), {
      reason: 'yearly\nclean-up',
      until: '2027-01-31',
    });
    assert.ok(edit);
    const comment = '# leastwise-keep dynamodb:DeleteItem until 2027-01-31: yearly clean-up';
    assert.equal(edit.newText, `            ${comment}\n`);
    const { analysis } = open(applyEdits(template, [edit]));
    const writers = analysis.findings.filter((finding) => finding.function === 'Writer');
    assert.deepEqual(
      writers.map(({ rule }) => rule).filter((rule) => rule === 'action-unused'),
      [],
    );
  });

  it('a keep comment has no place in JSON', () => {
    const text = JSON.stringify({
      Statement: [{ Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: table }],
    });
    const role = `arn:aws:iam::${account}:role/app`;
    const json = openAnalysis({
      sources: [{ uri: 'policy.json', text }],
      usage: [snapshotOf([{ ...call('GetItem', 'app', ''), principal: role }])],
      options: { now, principals: [role], selectors: allSelectors, trails: allTrails },
    });
    const [finding] = json.analysis.findings;
    assert.ok(finding);
    assert.equal(json.suggestKeep(finding.fingerprint, { reason: 'so' }), undefined);
  });

  it('a function that was not seen keeps all that it shares', () => {
    const unseen = open(template, [calls[0] ?? call('GetItem', 'reader', 'ReaderRole')]);
    const { edits, setAside } = unseen.suggestEdits({ functions: ['Writer'] });
    assert.deepEqual([edits, setAside.map(({ kind }) => kind)], [[], ['held']]);
  });

  it('every finding that can be fixed has its suggestion, which is what asking for it gives', () => {
    const { findings } = opened.withSuggestions();
    const fixed = findings.filter(({ suggestion }) => suggestion !== undefined);
    assert.ok(fixed.length >= 4, String(fixed.length));
    for (const finding of fixed) {
      const { edits } = opened.suggestEdits({ findings: [finding.fingerprint] });
      const plain = edits.map(({ uri, range, newText }) => ({ uri, range, newText }));
      assert.deepEqual(finding.suggestion?.edits, plain, finding.rule);
    }
  });
});
