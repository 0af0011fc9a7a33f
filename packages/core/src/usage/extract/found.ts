import { compareText } from '../../util/order.js';

/** What one record was found to hold, as it is found: unsorted, with repetitions; undefined where nothing was. */
export interface Found {
  facets: string[] | undefined;
  arns: string[] | undefined;
  /** ARNs that take the place of all others. */
  instead: string[] | undefined;
  /** False once the record names something that no ARN can be made of. */
  isComplete: boolean;
  /** False once an ARN may hold what a policy would take for a wildcard. */
  isPlain: boolean;
}

export function findNothing(): Found {
  return { facets: undefined, arns: undefined, instead: undefined, isComplete: true, isPlain: true };
}

/** The list with one text more. Most lists stay at one, for which an array literal has room and no more. */
export function append(list: string[] | undefined, text: string): string[] {
  if (list === undefined) return [text];
  list.push(text);
  return list;
}

const NONE: readonly string[] = [];

/** The texts sorted and without repetitions, in place where they are as few as records mostly have. */
export function settle(list: string[] | undefined): readonly string[] {
  if (list === undefined) return NONE;
  if (list.length < 2) return list;
  if (list.length > 8) return [...new Set(list)].sort(compareText);
  let kept = 1;
  for (let from = 1; from < list.length; from++) kept = insert(list, kept, list[from] ?? '');
  list.length = kept;
  return list;
}

/** Inserts into the first `length` texts, which are sorted; answers how many they are then. */
function insert(list: string[], length: number, text: string): number {
  let at = length;
  while (at > 0 && text < (list[at - 1] ?? '')) at--;
  if (at > 0 && list[at - 1] === text) return length;
  list.copyWithin(at + 1, at, length);
  list[at] = text;
  return length + 1;
}
