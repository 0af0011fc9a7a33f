import type { Context } from '../context.js';
import { parseTemplate } from '../variables.js';
import { parseBool } from './bool.js';
import { candidateValues } from './candidates.js';
import { evaluateValues, type Clause } from './condition.js';
import type { Operator } from './family.js';
import { languageOf, valueCells, type ValueCell } from './language.js';
import { isSingleValued } from './singleValued.js';

/** Clauses on one key whose values are looked at in the same way, and each way in which they can turn out. */
export interface KeySpace {
  readonly key: string;
  readonly choices: readonly KeyChoice[];
  /** False: there may be ways that `choices` lacks, so that finding nothing proves nothing. */
  readonly isComplete: boolean;
}

/** One way: values of the key (undefined: missing) and by index of the clause whether it holds. */
export interface KeyChoice {
  readonly values: readonly string[] | undefined;
  readonly holds: readonly boolean[];
}

export type Group = 'string' | Exclude<Operator['family'], 'string' | 'arn'> | 'null';

/** Strings and ARNs are looked at together; all else by family. */
export function groupOf(clause: Clause): Group {
  const operator = clause.parsed?.operator;
  if (operator === undefined || operator === 'null') return 'null';
  return operator.family === 'arn' ? 'string' : operator.family;
}

/** A key whose values are known has one way. */
export function fixedSpace(key: string, clauses: readonly Clause[], values: readonly string[]): KeySpace {
  const context: Context = new Map([[key, values]]);
  const holds = clauses.map((clause) => clause.holds(context));
  return { key, choices: [{ values, holds }], isComplete: true };
}

/**
 * All ways. Lists of values matter up to as many values as there are clauses: each clause needs one value at most to be
 * settled. Keys that never have several are asked for one.
 */
export function keySpace(key: string, clauses: readonly Clause[], group: Group): KeySpace {
  const { values, owned } = policyValues(clauses);
  const cells = cellsOf(values, group);
  const truth = (list: readonly ValueCell[] | undefined): boolean[] =>
    clauses.map((clause, index) => clauseHolds(clause, list, owned[index] ?? []));
  const depth = isSingleValued(key) ? 1 : clauses.length;
  const { choices, isComplete } = listChoices(cells ?? [], truth, depth);
  return { key, choices, isComplete: isComplete && cells !== undefined };
}

/** One policy value under one operator; equal ones of several clauses are one, so that they turn out alike. */
interface PolicyValue {
  readonly name: string;
  readonly text: string;
  readonly clause: Clause;
}

function policyValues(clauses: readonly Clause[]): { values: PolicyValue[]; owned: number[][] } {
  const places = new Map<string, number>();
  const values: PolicyValue[] = [];
  const owned = clauses.map((clause) => {
    if (clause.parsed?.operator === 'null') return [];
    const name = positiveName(clause);
    return clause.values.map((text) => {
      const id = JSON.stringify([name, text, text.includes('${') ? clause.version : '']);
      const place = places.get(id) ?? values.push({ name, text, clause }) - 1;
      places.set(id, place);
      return place;
    });
  });
  return { values, owned };
}

function cellsOf(values: readonly PolicyValue[], group: Group): ValueCell[] | undefined {
  if (group === 'null') return [{ text: 'value', accepted: [] }];
  if (group === 'string') {
    return valueCells(
      values.map(({ name, text, clause }) => languageOf(name, parseTemplate(text, clause.version))),
    );
  }
  const tests = values.map(({ text, clause }) => {
    const operator = clause.parsed?.operator;
    return operator && operator !== 'null' ? operator.compile(text, clause.version) : (): boolean => false;
  });
  const texts = candidateValues(
    group,
    values.map(({ text }) => text),
  );
  return [...texts, ''].map((text) => ({ text, accepted: tests.map((test) => test(text, new Map())) }));
}

/** `stringnotlike` → `stringlike`; ArnEquals and ArnLike are one operator. */
function positiveName(clause: Clause): string {
  return (clause.parsed?.name ?? '').replace('not', '').replace('arnequals', 'arnlike');
}

function clauseHolds(
  clause: Clause,
  list: readonly ValueCell[] | undefined,
  owned: readonly number[],
): boolean {
  const { parsed } = clause;
  if (!parsed) return false;
  const { operator } = parsed;
  if (operator === 'null') return clause.values.some((value) => parseBool(value) === (list === undefined));
  const isEmpty = (cell: ValueCell): boolean => cell.text === '';
  return evaluateValues(parsed, operator.negated, list, isEmpty, (cell) =>
    owned.some((at) => cell.accepted[at]),
  );
}

/** Ways after which the search for longer lists stops; there are at most two to the number of clauses. */
const CHOICE_LIMIT = 512;

function listChoices(
  cells: readonly ValueCell[],
  truth: (list: readonly ValueCell[] | undefined) => boolean[],
  depth: number,
): { choices: KeyChoice[]; isComplete: boolean } {
  const choices = new Map<string, KeyChoice>();
  const seen = new Set<string>();
  const add = (list: readonly ValueCell[] | undefined): boolean => {
    const holds = truth(list);
    const name = holds.join();
    if (!choices.has(name)) choices.set(name, { values: list?.map((cell) => cell.text), holds });
    // A list of empty strings counts as missing for set operators, but not once something is added to it.
    const state = `${name}${list?.every((cell) => cell.text === '') ? ' empty' : ''}`;
    if (seen.has(state)) return false;
    seen.add(state);
    return true;
  };
  let lists = cells.map((cell) => [cell]).filter(add);
  add(undefined);
  for (let length = 2; length <= depth && lists.length > 0; length++) {
    if (choices.size > CHOICE_LIMIT) return { choices: [...choices.values()], isComplete: false };
    lists = lists.flatMap((list) => cells.map((cell) => [...list, cell])).filter(add);
  }
  return { choices: [...choices.values()], isComplete: true };
}
