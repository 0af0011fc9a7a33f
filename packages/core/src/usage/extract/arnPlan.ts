import { invariant } from '../../util/invariant.js';
import { computeArns } from './arns/compute.js';
import { controlArns } from './arns/control.js';
import { dataArns } from './arns/data.js';
import { messageArns } from './arns/messages.js';
import type { ArnRow } from './arns.js';
import type { Place } from './places.js';
import { parsePath, splitPath, type Path } from './read.js';

/** A row of the tables taken apart: a head that only the place decides, then values, each with the text behind it. */
export interface ArnPlan {
  readonly row: ArnRow;
  /** From `requestParameters`; from the record where `keys` is empty. */
  readonly over: Path;
  readonly each: boolean;
  /** Keys of `requestParameters`, in both spellings, without which the row makes nothing. */
  readonly keys: readonly string[];
  readonly head: readonly HeadPart[];
  readonly values: readonly ArnValue[];
  /** Of the place that the plan was last used at: a log file has one or two. */
  filled: { readonly place: Place; readonly head: string } | undefined;
}
export interface ArnValue {
  readonly path: Path;
  /** What stands for a value that is missing; undefined: nothing does. */
  readonly fallback: string | undefined;
  readonly after: string;
}
type HeadPart = string | { readonly name: 'partition' | 'region' | 'account' };

/** All rows of the tables, for checks of them and for collectors that speak SQL. */
export const arnRows: readonly ArnRow[] = [...dataArns, ...messageArns, ...controlArns, ...computeArns];

export const arnPlans: readonly ArnPlan[] = arnRows.map(toPlan);

/** The head of a plan's ARN at a place. `account` is the account's, where the call names another than its own. */
export function headAt(plan: ArnPlan, place: Place, account: string): string {
  if (account !== '') return fillHead(plan.head, place, account);
  if (plan.filled?.place !== place) plan.filled = { place, head: fillHead(plan.head, place, place.account) };
  return plan.filled.head;
}

function fillHead(head: readonly HeadPart[], place: Place, account: string): string {
  return head
    .map((part) => {
      if (typeof part === 'string') return part;
      return part.name === 'account' ? account : place[part.name];
    })
    .join('');
}

function toPlan(row: ArnRow): ArnPlan {
  const { head, values } = parseTemplate(row.arn);
  const made = { row, head, values, filled: undefined };
  if (row.over !== undefined) {
    const { path, keys, each } = splitPath(row.over);
    return { ...made, over: path, each, keys };
  }
  const first = values.find(({ fallback }) => fallback === undefined)?.path[0];
  return { ...made, over: [], each: false, keys: first ? [first.key, first.other] : [] };
}

function parseTemplate(template: string): Pick<ArnPlan, 'head' | 'values'> {
  const head: HeadPart[] = [];
  const values: { path: Path; fallback: string | undefined; after: string }[] = [];
  for (const piece of template.split(/(\$\{[a-z]+\}|\{[^}]*\})/)) {
    const value = values.at(-1);
    if (piece.startsWith('${')) {
      invariant(value === undefined, 'a template names its place before its values');
      head.push({ name: piece.slice(2, -1) as 'partition' | 'region' | 'account' });
    } else if (piece.startsWith('{')) {
      const [path = '', fallback] = piece.slice(1, -1).split('|');
      values.push({ path: parsePath(path), fallback, after: '' });
    } else if (value) value.after += piece;
    else if (piece !== '') head.push(piece);
  }
  return { head, values };
}
