import { matchPattern } from '@leastwise/core';
import { bindText, deployedValues } from './deployed.js';
import type { LawCase } from './cases.js';
import { law, type Verdict } from './law.js';

/** No grant that may have allowed a call calls its action unused. Truth is the rig's, which knows nothing of our catalog. */
function usedIsNeverUnused(lawCase: LawCase): Verdict {
  const values = deployedValues(lawCase.scenario);
  const faults: string[] = [];
  let checked = 0;
  for (const { use, used, analysis } of lawCase.functions) {
    const grants = analysis.grants.map((grant) => ({ ...grant, bound: bindText(grant.resource, values) }));
    for (const { action, resource } of used) {
      for (const { statement, bound, actions } of grants) {
        if (!matchPattern(bound, resource)) continue;
        checked++;
        if (actions.unused.includes(action))
          faults.push(
            `${use.logicalId}: ${action} on ${resource} is unused in statement ${statement} on ${bound}`,
          );
      }
    }
  }
  return { checked, faults };
}

/** A binding is what CloudFormation would put there, but for a secret's suffix that no record shows; or there is none. */
function bindingsAreTrue(lawCase: LawCase): Verdict {
  const values = deployedValues(lawCase.scenario);
  const faults: string[] = [];
  let checked = 0;
  for (const { use, analysis } of lawCase.functions) {
    for (const [symbol, { value, because }] of Object.entries(analysis.bindings)) {
      const deployed = values.get(symbol);
      if (deployed === undefined) continue;
      checked++;
      if (!matchPattern(value, deployed))
        faults.push(`${use.logicalId}: ${symbol} is ${deployed}, not ${value} (${because})`);
    }
  }
  return { checked, faults };
}

describe('law: what was used is never unused', () => {
  law('under any trail', 'mixed', 10, usedIsNeverUnused);
  law('in ninety days of complete logs', 'full', 10, usedIsNeverUnused);
  law('and symbols are bound to what they stand for', 'mixed', 5, bindingsAreTrue);
});
