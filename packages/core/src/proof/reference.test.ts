import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { decide } from './decide.js';
import type { Request } from './types.js';

/**
 * A second, much smaller evaluator: identity policies with Action, NotAction, Resource and NotResource, by regular
 * expression, and the two commonest conditions. It shares nothing with the code under test.
 */
function reference(policy: { Statement: PolicyStatement[] }, request: Request): string {
  const applying = policy.Statement.filter((statement) => applies(statement, request));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'ExplicitDeny';
  return applying.length > 0 ? 'Allow' : 'ImplicitDeny';
}

function applies(statement: PolicyStatement, request: Request): boolean {
  const action = (pattern: string): boolean => glob(pattern, 'i').test(request.action);
  const resource = (pattern: string): boolean => arnGlob(pattern).test(request.resource);
  const actions = statement.Action ? some(statement.Action, action) : !some(statement.NotAction, action);
  const resources = statement.Resource
    ? some(statement.Resource, resource)
    : !some(statement.NotResource, resource);
  const team = request.context['team'];
  const wanted = statement.Condition?.['StringEquals']?.['team'];
  const refused = statement.Condition?.['StringNotLike']?.['team'];
  const isMember = wanted === undefined || team === wanted;
  const isRefused = refused !== undefined && typeof team === 'string' && glob(String(refused)).test(team);
  return actions && resources && isMember && !isRefused;
}

function some(items: string | string[] | undefined, test: (item: string) => boolean): boolean {
  return [items ?? []].flat().some(test);
}

function glob(pattern: string, flags = ''): RegExp {
  return new RegExp(`^${escape(pattern).replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, flags);
}

/** Six parts; a star before a colon or the end runs on, other wildcards stay in their part, the sixth is free. */
function arnGlob(pattern: string): RegExp {
  if (!pattern.startsWith('arn:')) return glob(pattern);
  const parts = pattern.split(':');
  const head = parts.slice(0, 5).map((part, index) => {
    const inner = escape(part).replace(/\*+$/, '\u0001').replaceAll('*', '[^:]*').replaceAll('?', '[^:]');
    const isLast = index === parts.length - 1;
    return inner.replace('\u0001', isLast || index < 5 ? '[^]*' : '[^:]*');
  });
  const tail = parts.slice(5).join(':');
  const rest = parts.length > 5 ? [escape(tail).replaceAll('*', '[^]*').replaceAll('?', '[^]')] : [];
  return new RegExp(`^${[...head, ...rest].join(':')}$`);
}

function escape(text: string): string {
  return text.replaceAll(/[^\w*?]/g, '\\$&');
}

const pick = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const segment = pick('', '*', 'a', 'ab', 'a*', '*b', '?', 'a?', 'a*b');
const ARN = fc
  .tuple(segment, segment, segment, segment)
  .map(([region, account, type, name]) => `arn:aws:x:${region}:${account}:${type}:${name}`);
const SHORT = fc.tuple(segment, segment).map((parts) => `arn:aws:x:${parts.join(':')}`);
const NAME = fc
  .tuple(pick('', 'a', 'ab'), pick('', 'a', 'b'), pick('a', 'ab', 'a:b'), pick('b', 'ab', 'a/b'))
  .map(([region, account, type, name]) => `arn:aws:x:${region}:${account}:${type}:${name}`);
const ACTION = pick('*', 'x:*', 'X:Get*', 'x:get?', 'x:Put', 'y:*', 'x:*t');

const STATEMENT = fc
  .record({
    effect: fc.constantFrom<PolicyStatement['Effect']>('Allow', 'Allow', 'Deny'),
    action: pick('Action', 'Action', 'NotAction'),
    actions: fc.array(ACTION, { minLength: 1, maxLength: 2 }),
    resource: pick('Resource', 'Resource', 'NotResource'),
    resources: fc.array(fc.oneof(ARN, SHORT, pick('*')), { minLength: 1, maxLength: 2 }),
    condition: fc.constantFrom<PolicyStatement['Condition']>(
      undefined,
      { StringEquals: { team: 'red' } },
      { StringNotLike: { team: 'r*' } },
    ),
  })
  .map(({ effect, action, actions, resource, resources, condition }): PolicyStatement => ({
    Effect: effect,
    [action]: actions,
    [resource]: resources,
    ...(condition && { Condition: condition }),
  }));

const REQUEST: fc.Arbitrary<Request> = fc.record({
  action: pick('x:Get', 'x:Gets', 'X:put', 'y:Get', 'z:Other'),
  resource: fc.oneof(NAME, NAME, pick('*', 'arn:aws:x:a')),
  principal: fc.constant('arn:aws:iam::111122223333:role/r'),
  context: fc.constantFrom<Request['context']>({}, { team: 'red' }, { team: 'blue' }),
});

describe('decide and an independent reference', () => {
  it('agree on 5,000 random policies and requests', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(STATEMENT, { minLength: 1, maxLength: 3 }), REQUEST, (Statement, request) => {
        const policy = { Version: '2012-10-17', Statement } satisfies PolicyDocument;
        const expected = reference(policy, request);
        seen.add(expected);
        assert.equal(decide({ identity: [policy] }, request).decision, expected);
      }),
      { seed: 20261121, numRuns: 5_000 },
    );
    assert.deepEqual([...seen].sort(), ['Allow', 'ExplicitDeny', 'ImplicitDeny']);
  });
});
