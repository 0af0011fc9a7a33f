import assert from 'node:assert/strict';
import { prepare } from './prepare.js';
import { analyzeSample, type Sample } from './testkit/analysis.js';

const queue = (name: string, account = '111122223333'): string => `arn:aws:sqs:eu-west-1:${account}:${name}`;
const send = (...resources: string[]): Sample['calls'][number] => ({
  event: 'sqs SendMessage',
  data: true,
  readOnly: false,
  on: [1, 2],
  resources,
});

describe('calls that the policies do not grant', () => {
  before(() => prepare());
  const cases: [string, Sample['calls'], string[]][] = [
    ['none', [send(queue('a'))], []],
    [
      'only those on what is not granted are counted',
      [send(queue('a')), send(queue('theirs', '999988887777'))],
      [`on ${queue('theirs', '999988887777')} 2 times`],
    ],
    [
      'several places',
      [send(queue('x', '999988887777')), send(queue('y', '999988887777'))],
      [`on ${queue('x', '999988887777')} and 1 more 4 times`],
    ],
    [
      'counted together with granted ones',
      [send(queue('a'), queue('b', '999988887777'))],
      [`on ${queue('b', '999988887777')}`],
    ],
    [
      'a call that failed in a way that does not tell',
      [{ ...send(queue('x', '9')), outcome: 'Throttling' }],
      [],
    ],
  ];
  for (const [what, calls, expected] of cases)
    it(what, () => {
      const statements = [
        { Effect: 'Allow' as const, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:111122223333:*' },
      ];
      const found = analyzeSample({ statements, calls }).problems.filter(
        ({ code }) => code === 'used-not-granted',
      );
      assert.deepEqual(
        found.map(({ message }) => /used sqs:SendMessage (.*), which/.exec(message)?.[1]),
        expected,
      );
    });

  it('a record that names a thing and its part, of which one is granted', () => {
    const fn = 'arn:aws:lambda:eu-west-1:111122223333:function:child';
    const invoke = {
      event: 'lambda Invoke',
      data: true,
      readOnly: false,
      on: [1],
      resources: [fn, `${fn}:live`],
    };
    const statements = [
      { Effect: 'Allow' as const, Action: 'lambda:InvokeFunction', Resource: `${fn}:live` },
    ];
    const { problems } = analyzeSample({ statements, calls: [invoke] });
    assert.deepEqual(
      problems.map(({ code }) => code),
      [],
    );
  });
});
