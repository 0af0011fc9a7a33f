import assert from 'node:assert/strict';
import { epochOfDay } from '../../util/time.js';
import { days, row, snapshot, type RowInput } from '../link/kit.test.js';
import { segmentsOf, trailChanges } from './segments.js';
import { readSelectors } from './trails.js';

const noon = (day: number): number => epochOfDay(day) + 43_200;
const change = (day: number): { from: number; to: number } => ({ from: noon(day), to: noon(day) });

function spans(alive: number[], changes: { from: number; to: number }[]): string {
  return segmentsOf(alive, changes)
    .map(({ firstDay, lastDay }) => (firstDay > lastDay ? 'empty' : `${String(firstDay)}-${String(lastDay)}`))
    .join(' ');
}

describe('segmentsOf', () => {
  const cases: [string, number[], { from: number; to: number }[], string][] = [
    ['nothing', [], [], ''],
    ['one stretch', days(1, 9), [], '1-9'],
    ['cut at a change, whose day belongs to neither side', days(1, 9), [change(5)], '1-4 6-9'],
    ['changes on one day', days(1, 9), [change(5), { from: noon(5) + 60, to: noon(5) + 60 }], '1-4 6-9'],
    ['changes on neighbouring days', days(1, 9), [change(5), change(6)], '1-4 7-9'],
    ['changes in any order', days(1, 9), [change(7), change(3)], '1-2 4-6 8-9'],
    ['a change on the last day leaves an empty stretch', days(1, 9), [change(9)], '1-8 empty'],
    ['a change on the first day', days(1, 9), [change(1)], '2-9'],
    ['cut at a missing day', [1, 2, 3, 5, 6], [], '1-3 5-6'],
    ['cut at missing days in a row', [1, 2, 6], [], '1-2 6-6'],
    ['a row that spans a day of changes', days(1, 9), [{ from: noon(3), to: noon(5) }], '1-2 6-9'],
  ];
  for (const [what, alive, changes, expected] of cases)
    it(what, () => assert.equal(spans(alive, changes), expected));
});

describe('trailChanges', () => {
  const count = (input: RowInput, selectors: unknown[] = []): number =>
    trailChanges(
      snapshot([row({ eventSource: 'cloudtrail.amazonaws.com', eventName: 'UpdateTrail', ...input })]),
      readSelectors(selectors, []),
    ).length;
  const main = { TrailARN: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main', EventSelectors: [] };

  it('sees what changes a trail', () => {
    for (const eventName of [
      'PutEventSelectors',
      'UpdateTrail',
      'StartLogging',
      'StopLogging',
      'CreateTrail',
    ])
      assert.equal(count({ eventName }), 1, eventName);
  });
  it('sees nothing in reads, failures and other services', () => {
    assert.equal(count({ eventName: 'DescribeTrails' }), 0);
    assert.equal(count({ outcome: 'denied' }), 0);
    assert.equal(count({ outcome: 'TrailNotFoundException' }), 0);
    assert.equal(count({ eventSource: 'ec2.amazonaws.com' }), 0);
  });
  it('leaves out a trail that is certainly another', () => {
    const other = ['arn:aws:cloudtrail:eu-west-1:111122223333:trail/other'];
    assert.equal(count({ resources: other }, [main]), 0);
    assert.equal(count({ resources: [main.TrailARN] }, [main]), 1);
    assert.equal(count({ resources: [] }, [main]), 1);
    assert.equal(count({ resources: other }, [{ EventSelectors: [] }]), 1);
    assert.equal(count({ resources: other }, []), 1);
  });
});
