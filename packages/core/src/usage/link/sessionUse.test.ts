import assert from 'node:assert/strict';
import { call, role, row, snapshot } from './kit.test.js';
import { sessionUse } from './sessionUse.js';
import type { Link } from './types.js';

function link(functionId: string, sessions: string[] | undefined, principals = [role('shared')]): Link {
  return { functionId, principals, sessions, bindings: {}, because: '', stacks: [], seen: true };
}

const rows = [
  call('shared', 'a'),
  call('shared', 'b'),
  call('shared', 'awslambda_77_20260801'),
  call('shared', '*'),
  call('other', 'a'),
  row({ principal: 'arn:aws:iam::111122223333:user/ann', principalType: 'user', session: '' }),
];
const [a, b] = [link('a', ['a']), link('b', ['b'])];

function sessionsOf(of: Link, links: Link[]): [string[], string[]] {
  const use = sessionUse(of, links, snapshot(rows));
  return [use.own.map((each) => each.session), use.shared.map((each) => each.session)];
}

describe('sessionUse', () => {
  it('gives a function its own session, and everyone what is nobody’s', () => {
    assert.deepEqual(sessionsOf(a, [a, b]), [['a'], ['awslambda_77_20260801', '*']]);
    assert.deepEqual(sessionsOf(b, [a, b]), [['b'], ['awslambda_77_20260801', '*']]);
  });

  it('counts the session of a function it does not know as shared', () => {
    assert.deepEqual(sessionsOf(a, [a]), [['a'], ['b', 'awslambda_77_20260801', '*']]);
  });

  it('gives the whole role where there is no session', () => {
    const whole = link('task', undefined);
    assert.deepEqual(sessionsOf(whole, [whole, a]), [['a', 'b', 'awslambda_77_20260801', '*'], []]);
  });

  it('does not let a link on another role take a session', () => {
    const elsewhere = link('c', ['b'], [role('other')]);
    assert.deepEqual(sessionsOf(a, [a, elsewhere])[1], ['b', 'awslambda_77_20260801', '*']);
  });

  it('finds a role under its ARN with and without path', () => {
    const pathed = snapshot([row({ principal: role('service-role/shared'), session: 'a' })]);
    assert.equal(sessionUse(a, [a], pathed).own.length, 1);
  });

  it('gives a user everything under its ARN', () => {
    const ann = link('ann', undefined, ['arn:aws:iam::111122223333:user/ann']);
    assert.equal(sessionUse(ann, [ann], snapshot(rows)).own.length, 1);
  });
});
