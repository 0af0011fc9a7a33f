import { analyze, decodeSnapshot, encodeSnapshot, type PolicyDocument } from '@leastwise/core';
import { bindDocument } from './deployed.js';
import type { LawCase, LawFunction } from './cases.js';
import { law, type Verdict } from './law.js';

/** The same input, written to a file and read again on the way, gives the same bytes. */
function twiceIsTheSame({ input, analysis }: LawCase): Verdict {
  const usage = input.usage.map((snapshot) => decodeSnapshot(encodeSnapshot(snapshot)).value);
  const again = analyze({ ...input, usage, sources: structuredClone(input.sources) });
  const isSame = JSON.stringify(again) === JSON.stringify(analysis);
  return { checked: 1, faults: isSame ? [] : ['the second analysis is another'] };
}

/**
 * Narrowing what is narrowed changes nothing: fed back as a bare policy that the function's role holds. Only where the
 * second look knows the same as the first: nobody else uses the role, under whatever session, and every symbol had a value.
 */
function narrowingTwiceIsOnce(lawCase: LawCase): Verdict {
  const faults: string[] = [];
  let checked = 0;
  for (const fn of lawCase.functions) {
    const narrowed = boundAsAnalysed(fn);
    if (narrowed === undefined || !ownsItsRole(lawCase, fn)) continue;
    checked++;
    const again = narrowAgain(lawCase, fn, narrowed);
    if (JSON.stringify(again) !== JSON.stringify(narrowed))
      faults.push(`${fn.use.logicalId}: ${JSON.stringify(narrowed)} becomes ${JSON.stringify(again)}`);
  }
  return { checked, faults };
}

/** Undefined where a symbol has no binding, or nothing is left to narrow. */
function boundAsAnalysed({ analysis }: LawFunction): PolicyDocument | undefined {
  const values = Object.entries(analysis.bindings).map(([symbol, { value }]): [string, string] => [
    symbol,
    value,
  ]);
  const narrowed = analysis.narrowed && bindDocument(analysis.narrowed, new Map(values));
  const isWhole = narrowed !== undefined && !JSON.stringify(narrowed).includes('${');
  return isWhole && [narrowed.Statement].flat().length > 0 ? narrowed : undefined;
}

function narrowAgain(
  { input }: LawCase,
  { analysis }: LawFunction,
  narrowed: PolicyDocument,
): PolicyDocument | undefined {
  const text = JSON.stringify(narrowed);
  const options = { ...input.options, principals: [analysis.principal] };
  return analyze({ ...input, sources: [{ uri: 'policy.json', text }], options }).functions[0]?.narrowed;
}

function ownsItsRole({ scenario }: LawCase, { use, analysis: { principal, session } }: LawFunction): boolean {
  const holders = scenario.functions.filter(({ roleName }) => roleName === use.roleName);
  const isAlone = holders.length === 1 && use.calls.every((call) => call.session === undefined);
  return isAlone && principal !== '' && session !== null;
}

describe('law: the answer is stable', () => {
  law('analysing twice gives the same bytes', 'mixed', 1, twiceIsTheSame);
  law('narrowing twice is narrowing once', 'mixed', 0.5, narrowingTwiceIsOnce);
});
