import assert from 'node:assert/strict';
import { exitCodeOf } from './exit.js';
import { analysisOf, findingOf, problemOf } from './testkit/analysis.js';
import { withProblems } from './withProblems.js';

describe('withProblems', () => {
  it('sorts by place, as numbers, and drops repeats', () => {
    const own = [problemOf({ uri: 'b', line: 10 }), problemOf({ uri: 'b', line: 9 })];
    const before = [problemOf({ uri: 'b', line: 10 }), problemOf({ uri: 'a', line: 70 })];
    const { problems } = withProblems(analysisOf({ problems: own }), before);
    assert.deepEqual(
      problems.map(({ uri, line }) => `${uri}:${line}`),
      ['a:70', 'b:9', 'b:10'],
    );
  });
});

describe('exit codes', () => {
  const warning = findingOf({ severity: 'warning' });
  const info = findingOf({ severity: 'info' });
  const unreadable = problemOf({ kind: 'unreadable' });
  const link = problemOf({ kind: 'link' });
  const cases: readonly (readonly [string, Parameters<typeof analysisOf>[0], boolean, number])[] = [
    ['nothing', { findings: [] }, false, 0],
    ['info alone', { findings: [info] }, false, 0],
    ['a warning', { findings: [info, warning] }, false, 1],
    ['an error', { findings: [findingOf({ severity: 'error' })] }, false, 1],
    ['a problem that was readable', { findings: [], problems: [link] }, false, 0],
    ['unreadable wins over findings', { findings: [warning], problems: [unreadable] }, false, 3],
    ['unreadable, allowed', { findings: [], problems: [unreadable] }, true, 0],
    ['unreadable, allowed, with a warning', { findings: [warning], problems: [unreadable] }, true, 1],
  ];
  for (const [name, analysis, allowed, code] of cases) {
    it(name, () => assert.equal(exitCodeOf(analysisOf(analysis), allowed), code));
  }
});
