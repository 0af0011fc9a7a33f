import type { AnalyzeInput, FunctionAnalysis } from './analysis.js';
import { analyze } from './analyze.js';
import type { Parsed } from './util/problems.js';

/** What to write instead for one function, with its proofs. */
export type NarrowedFunction = Pick<
  FunctionAnalysis,
  'id' | 'name' | 'principal' | 'narrowed' | 'keepAttached' | 'expiring' | 'proofs'
>;

/** The narrowed policies alone, for callers that want no findings; one entry a function, absent policies were withheld. */
export function narrow(input: AnalyzeInput): Parsed<NarrowedFunction[]> {
  const { functions, problems } = analyze({ ...input, options: { ...input.options, suggestions: false } });
  const value = functions.map(({ id, name, principal, narrowed, keepAttached, expiring, proofs }) => ({
    id,
    name,
    principal,
    ...(narrowed === undefined ? {} : { narrowed }),
    keepAttached,
    expiring,
    ...(proofs === undefined ? {} : { proofs }),
  }));
  return { value, problems };
}
