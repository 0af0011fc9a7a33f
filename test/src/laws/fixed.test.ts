import {
  applyEdits,
  openAnalysis,
  type AnalyzeInput,
  type FileEdit,
  type SuggestedEdits,
} from '@leastwise/core';
import { uri, type LawCase } from './cases.js';
import { law } from './law.js';

/** Each case is analysed again after its fix: a quarter of them is enough for one run. */
const isTaken = ({ seed }: LawCase): boolean => seed % 4 === 0;

interface Fixed {
  readonly before: string;
  readonly after: string;
  readonly first: SuggestedEdits;
  readonly again: ReturnType<typeof openAnalysis>;
}

const fixedCases = new Map<number, Fixed>();

function fix(input: AnalyzeInput, seed: number): Fixed {
  const known = fixedCases.get(seed);
  if (known !== undefined) return known;
  const first = openAnalysis(input).suggestEdits();
  const before = input.sources[0]?.text ?? '';
  const after = applyEdits(before, first.edits);
  const again = openAnalysis({ ...input, sources: [{ uri, text: after }] });
  const fixed = { before, after, first, again };
  fixedCases.set(seed, fixed);
  return fixed;
}

describe('the fix of a template', () => {
  law('is never refused, and changes nothing when it is run again', 'full', 0.1, (lawCase) => {
    if (!isTaken(lawCase)) return { checked: 0, faults: [] };
    const { first, again } = fix(lawCase.input, lawCase.seed);
    const second = again.suggestEdits();
    return {
      checked: Math.min(1, first.edits.length),
      faults: [
        ...first.setAside.filter(({ kind }) => kind !== 'held').map(({ message }) => message),
        ...second.edits.map((edit) => `again: ${edit.range.start.line + 1} ${JSON.stringify(edit.newText)}`),
      ],
    };
  });

  law('leaves no function with a policy that is not proven', 'full', 0.1, (lawCase) => {
    if (!isTaken(lawCase)) return { checked: 0, faults: [] };
    const { again } = fix(lawCase.input, lawCase.seed);
    const { functions, problems } = again.analysis;
    return {
      checked: functions.length,
      faults: [
        ...functions.flatMap(({ id, proofs }) => (proofs?.within.result === 'holds' ? [] : [`${id} widens`])),
        ...functions.flatMap(({ id, proofs }) => (proofs?.covers.result === 'holds' ? [] : [`${id} breaks`])),
        ...problems.filter(({ kind }) => kind === 'unreadable').map(({ message }) => message),
      ],
    };
  });

  law('touches policies only', 'full', 0.1, (lawCase) => {
    if (!isTaken(lawCase)) return { checked: 0, faults: [] };
    const { before, first } = fix(lawCase.input, lawCase.seed);
    const faults = first.edits.filter((edit) => !liesInPolicies(edit, before));
    return {
      checked: first.edits.length,
      faults: faults.map(({ range, newText }) => `${range.start.line + 1}: ${JSON.stringify(newText)}`),
    };
  });
});

/** In the lines between a `Policies` or `PolicyDocument` key and the next key that stands as far left. */
function liesInPolicies({ span }: FileEdit, text: string): boolean {
  // A line that goes is taken from the end of the one above it.
  const before = text.slice(0, text[span.from] === '\n' ? span.to : span.from).split('\n');
  const column = (line: string): number => line.length - line.trimStart().length;
  let left = Infinity;
  for (const line of before.reverse()) {
    if (line.trim() === '' || column(line) >= left) continue;
    left = column(line);
    if (/^\s*(?:- )?(?:Policies|PolicyDocument):/.test(line)) return true;
  }
  return false;
}
