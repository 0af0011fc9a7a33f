// No test of its own: it is what tests are made with.
import { createContext, type ContextInput, type FunctionContext } from '../findings/context.js';
import { withPrincipals } from '../principals.js';
import { parseSource } from '../sources/parseSource.js';
import { buildCoverage } from '../usage/coverage/buildCoverage.js';
import { collectFunctionUse } from '../usage/functionUse.js';
import { linkFunctions } from '../usage/link/linkFunctions.js';
import { sessionUse } from '../usage/link/sessionUse.js';
import { invariant } from '../util/invariant.js';
import type { Sample } from './analysis.js';
import { account, allSelectors, allTrails, now, region, role, snapshotOf } from './usage.js';

/** What judging the sample's one function needs, as `analyze` would make it; `await prepare()` first. */
export function contextOfSample(sample: Sample, change: Partial<ContextInput> = {}): FunctionContext {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: sample.statements }, null, 2);
  const [model] = withPrincipals([parseSource({ uri: 'policy.json', text }).value], [role]);
  const fn = model?.functions[0];
  invariant(model !== undefined && fn !== undefined, 'the sample has one function');
  const snapshot = snapshotOf(sample.calls, sample.days);
  const [link] = linkFunctions([model], snapshot, { stacks: [], principals: [role], links: [] }).value;
  invariant(link !== undefined, 'a function has a link');
  const rows = sessionUse(link, [link], snapshot);
  return createContext({
    model,
    fn,
    link,
    use: collectFunctionUse([...rows.own, ...rows.shared]),
    seen: rows.own.length > 0,
    coverage: buildCoverage(snapshot, {
      selectors: allSelectors,
      trails: allTrails,
      now: Date.parse(now) / 1000,
    }),
    accounts: [account],
    regions: [region],
    notBefore: 0,
    minWindow: 30,
    now,
    keeps: [],
    ...change,
  });
}
