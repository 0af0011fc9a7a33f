import assert from 'node:assert/strict';
import type { SourceModel, SourcePolicy } from '../sources/model.js';
import type { PolicyStatement } from '../sources/policy.js';
import { parse } from '../testkit/marked.js';
import { withPrincipals } from '../principals.js';
import { documentOf } from './document.js';
import { collectGrants, policiesOf, sharersOf } from './grant.js';

const role = 'arn:aws:iam::111122223333:role/app';

function modelOf(...statements: PolicyStatement[]): SourceModel {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const [model] = withPrincipals([parse(text, 'policy.json').value], [role]);
  assert.ok(model !== undefined);
  return model;
}

/** Each grant as `statement: action on resource`, with what is negated. */
function grantsOf(model: SourceModel): string[] {
  const [fn] = model.functions;
  assert.ok(fn !== undefined);
  return collectGrants(model, fn).map(
    ({ statement, action, resource, negatedAction, negatedResource, implied }) =>
      `${statement.id}: ${action.text} on ${resource.text}` +
      (negatedAction ? ', not these actions' : '') +
      (negatedResource ? ', not these resources' : '') +
      (implied ? ', implied' : ''),
  );
}

describe('collectGrants', () => {
  const cases: [name: string, statements: PolicyStatement[], grants: string[]][] = [
    ['nothing of nothing', [], []],
    [
      'one of a single action and resource',
      [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
      ['0: s3:* on *'],
    ],
    [
      'every pair, in the order of the text, the Sid where there is one',
      [{ Sid: 'S', Effect: 'Allow', Action: ['a:B', 'a:A'], Resource: ['r2', 'r1'] }],
      ['S: a:B on r2', 'S: a:B on r1', 'S: a:A on r2', 'S: a:A on r1'],
    ],
    [
      'nothing of a Deny, and the statement after it keeps its number',
      [
        { Effect: 'Deny', Action: 's3:*', Resource: '*' },
        { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
      ],
      ['1: sqs:* on *'],
    ],
    [
      'NotAction and NotResource as a whole',
      [{ Effect: 'Allow', NotAction: ['iam:*', 's3:*'], NotResource: ['r1', 'r2'] }],
      ['0: NotAction(iam:*, s3:*) on NotResource(r1, r2), not these actions, not these resources'],
    ],
    ['nothing where a statement has no resource', [{ Effect: 'Allow', Action: 's3:*' }], []],
  ];
  for (const [name, statements, grants] of cases)
    it(`gives ${name}`, () => assert.deepEqual(grantsOf(modelOf(...statements)), grants));

  it('marks what the format implies', () => {
    const model = modelOf({ Effect: 'Allow', Action: 'logs:*', Resource: '*' });
    const policies = model.policies.map((policy): SourcePolicy => ({ ...policy, kind: 'implied' }));
    assert.deepEqual(grantsOf({ ...model, policies }), ['0: logs:* on *, implied']);
  });
});

describe('documentOf', () => {
  const documents: PolicyStatement[][] = [
    [],
    [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }],
    [{ Sid: 'Two', Effect: 'Deny', NotAction: ['iam:*', 's3:*'], NotResource: 'r' }],
    [
      { Effect: 'Allow', Action: ['a:A', 'a:B'], Resource: ['*', '${Orders.Arn}'] },
      {
        Effect: 'Allow',
        Action: 'a:C',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ],
  ];
  for (const statements of documents)
    it(`writes again what was read: ${JSON.stringify(statements)}`, () => {
      const model = modelOf(...statements);
      assert.deepEqual(documentOf(model.policies), { Version: '2012-10-17', Statement: statements });
    });
});

describe('policies of functions', () => {
  const statement: PolicyStatement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const [a, b, c] = ['a', 'b', 'c'].map((id): SourcePolicy => {
    const [policy] = modelOf(statement).policies;
    assert.ok(policy !== undefined);
    return { ...policy, id, kind: id === 'c' ? 'implied' : policy.kind };
  });
  const base = modelOf(statement);
  const model: SourceModel = {
    ...base,
    policies: [a, b, c].filter((policy) => policy !== undefined),
    functions: (
      [
        ['first', ['b', 'a', 'gone', 'c']],
        ['second', ['a']],
        ['third', ['c']],
        ['fourth', []],
      ] as const
    ).flatMap(([id, policies]) => base.functions.map((fn) => ({ ...fn, id, policies }))),
  };
  const named = (id: string): SourceModel['functions'][number] => {
    const found = model.functions.find((fn) => fn.id === id);
    assert.ok(found !== undefined);
    return found;
  };

  it('stand in the order of the function, those that the source lacks left out', () => {
    assert.deepEqual(
      policiesOf(model, named('first')).map(({ id }) => id),
      ['b', 'a', 'c'],
    );
  });

  it('are shared where a stated one is; an implied one is everybody’s', () => {
    const sharers = (id: string): string[] => sharersOf(model, named(id)).map((fn) => fn.id);
    assert.deepEqual(sharers('first'), ['second']);
    assert.deepEqual(sharers('second'), ['first']);
    assert.deepEqual(sharers('third'), []);
    assert.deepEqual(sharers('fourth'), []);
  });
});
