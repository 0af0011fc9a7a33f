import assert from 'node:assert/strict';
import process from 'node:process';
import { prepare } from '@leastwise/core';
import fc from 'fast-check';
import { caseOf, type Kind, type LawCase } from './cases.js';

/** What one case says of a law: how many things were looked at, and each that breaks it, in a sentence. */
export interface Verdict {
  readonly checked: number;
  readonly faults: readonly string[];
}

/** All laws run over the same seeds, so that a case is made once. */
const settings = { seed: 2, numRuns: 500, endOnFailure: true };
const seeds = fc.noShrink(fc.noBias(fc.nat()));
/** `npm run nightly` preloads a fast-check that runs so many times as many cases. */
const times = Number(process.env['LEASTWISE_LAW_RUNS'] ?? 1);

/**
 * One law over 500 cases. `least`: how many things a case has at least, on average; a law that looks at nothing would
 * hold of anything.
 */
export function law(name: string, kind: Kind, least: number, check: (lawCase: LawCase) => Verdict): void {
  it(name, async function () {
    this.timeout(times * 600_000);
    await prepare();
    let runs = 0;
    let checked = 0;
    const holds = (seed: number): void => {
      const verdict = check(caseOf(seed, kind));
      runs++;
      checked += verdict.checked;
      assert.deepEqual(verdict.faults.slice(0, 5), [], `seed ${seed}`);
    };
    fc.assert(fc.property(seeds, holds), settings);
    assert.equal(runs, settings.numRuns * times);
    assert.ok(checked >= least * runs, `only ${checked} things were looked at in ${runs} cases`);
  });
}
