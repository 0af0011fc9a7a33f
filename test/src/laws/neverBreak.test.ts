import {
  bindDocument,
  deployedValues,
  grantedOf,
  impliedOf,
  isAllowed,
  narrowedOf,
  requestOf,
} from './deployed.js';
import type { LawCase } from './cases.js';
import { law, type Verdict } from './law.js';

/**
 * Every recorded or unrecordable call that succeeded is allowed by what is left to its function, for each function on
 * its own. Not claimed for a call of which no file is left although its class is logged: whoever lost the file can't know.
 */
function neverBreaks(lawCase: LawCase): Verdict {
  const values = deployedValues(lawCase.scenario);
  const faults: string[] = [];
  let checked = 0;
  for (const fn of lawCase.functions) {
    const implied = bindDocument(impliedOf(fn.analysis), values);
    const policies = [narrowedOf(lawCase, fn), implied];
    for (const { action, resource } of fn.used) {
      checked++;
      const request = requestOf(lawCase, fn, action, resource);
      if (isAllowed(policies, request)) continue;
      // The rig's own promise: what was used is granted.
      const wasGranted = isAllowed([grantedOf(lawCase, fn), implied], request);
      faults.push(
        `${fn.use.logicalId}: ${action} on ${resource} is lost${wasGranted ? '' : ', and was not granted'}`,
      );
    }
  }
  return { checked, faults };
}

describe('law: never break', () => {
  law('every successful call is allowed by the narrowed policy', 'mixed', 5, neverBreaks);
  law('also in ninety days of complete logs', 'full', 5, neverBreaks);
});
