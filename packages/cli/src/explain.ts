import {
  matchAction,
  matchPattern,
  type Analysis,
  type Finding,
  type FunctionAnalysis,
  type GrantAnalysis,
  type PolicyStatement,
  type Range,
  type Usage,
  type Verdict,
} from '@leastwise/core';
import { UsageError } from './exit.js';

/** What a person asks. */
export interface Question {
  readonly action: string;
  /** Name or id. */
  readonly function: string;
  readonly resource: string | undefined;
}

/** `unknown` is kept as well: for what cannot be judged, or what a person wants kept. */
export type Answer = 'kept' | 'removed' | 'unknown' | 'not granted';

/** Why one action of one function is kept, removed or unknown. */
export interface Explanation {
  readonly action: string;
  readonly function: string;
  readonly principal: string;
  readonly resource: string | null;
  readonly answer: Answer;
  /** The grants that cover the action, with the verdict on it. */
  readonly grants: readonly ExplainedGrant[];
  readonly usage: readonly Usage[];
  /** Statements of the narrowed policy that name the action; null where the policy was withheld. */
  readonly narrowed: readonly PolicyStatement[] | null;
  readonly expires: { readonly endDate: string; readonly reason: string } | null;
  readonly findings: readonly Finding[];
}

/** One grant that covers the action, with the verdict on it there. */
export interface ExplainedGrant {
  readonly statement: string;
  readonly pattern: string;
  readonly resource: string;
  readonly implied: boolean;
  readonly uri: string;
  /** Counted from 0. */
  readonly line: number;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Throws a `UsageError` where the function is not one of the analysis. */
export function explain(analysis: Analysis, question: Question): Explanation {
  const found = findFunction(analysis, question.function);
  const covering = found.grants.filter((grant) => covers(grant, found, question.resource));
  const grants = covering.flatMap((grant) => explainGrant(grant, question.action));
  const sameAction = (action: string): boolean => action.toLowerCase() === question.action.toLowerCase();
  const expires = found.expiring.find(({ action }) => sameAction(action));
  return {
    action: question.action,
    function: found.name,
    principal: found.principal,
    resource: question.resource ?? null,
    answer: answerOf(grants),
    grants,
    usage: found.usage.filter((usage) => sameAction(usage.action)),
    narrowed: found.narrowed
      ? [found.narrowed.Statement].flat().filter((each) => names(each, question.action))
      : null,
    expires: expires ? { endDate: expires.endDate, reason: expires.reason } : null,
    findings: analysis.findings.filter(
      (finding) => finding.function === found.name && concerns(finding, covering, question.action),
    ),
  };
}

function findFunction({ functions }: Analysis, name: string): FunctionAnalysis {
  const found = functions.find((each) => each.id === name) ?? functions.find((each) => each.name === name);
  if (found) return found;
  const names = functions.map((each) => each.name).join(', ');
  throw new UsageError(
    `--function ${name} is not in the source: ${names ? `it has ${names}` : 'it has no functions'}`,
  );
}

const verdicts: readonly Verdict[] = ['used', 'possiblyUsed', 'unused', 'notObservable', 'unknown'];

function explainGrant(grant: GrantAnalysis, asked: string): ExplainedGrant[] {
  const { statement, pattern, resource, implied, uri, range, reasons } = grant;
  return verdicts.flatMap((verdict) => {
    const action = grant.actions[verdict].find((each) => each.toLowerCase() === asked.toLowerCase());
    if (action === undefined) return [];
    const reason = Object.hasOwn(reasons, action) ? (reasons[action] ?? '') : '';
    return [{ statement, pattern, resource, implied, uri, line: range.start.line, verdict, reason }];
  });
}

/** One grant that stays is enough to keep the action; one that cannot be judged is enough not to be sure. */
function answerOf(grants: readonly ExplainedGrant[]): Answer {
  const has = (...some: Verdict[]): boolean => grants.some(({ verdict }) => some.includes(verdict));
  if (grants.length === 0) return 'not granted';
  if (has('used', 'possiblyUsed')) return 'kept';
  return has('notObservable', 'unknown') ? 'unknown' : 'removed';
}

/** Whether a grant may reach the resource: what has no binding could be anything. */
function covers(grant: GrantAnalysis, { bindings }: FunctionAnalysis, resource: string | undefined): boolean {
  if (resource === undefined) return true;
  const [first = '', ...rest] = grant.resource.split('${');
  const parts = rest.map((part) => {
    const end = part.indexOf('}');
    if (end < 0) return `\${${part}`;
    const symbol = `\${${part.slice(0, end + 1)}`;
    const value = Object.hasOwn(bindings, symbol) ? bindings[symbol]?.value : undefined;
    return (value ?? '*') + part.slice(end + 1);
  });
  return matchPattern(first + parts.join(''), resource);
}

/** Whether a statement speaks of the action, by what it lists or by what it leaves out. */
function names({ Action, NotAction }: PolicyStatement, action: string): boolean {
  if (Action !== undefined) return [Action].flat().some((pattern) => matchAction(pattern, action));
  return NotAction !== undefined && ![NotAction].flat().some((pattern) => matchAction(pattern, action));
}

/** A finding stands on a token of its grant; where it lists actions, the one that is asked for is among them. */
function concerns(
  { uri, range, evidence }: Finding,
  grants: readonly GrantAnalysis[],
  asked: string,
): boolean {
  const { actions } = evidence;
  const listed = Array.isArray(actions) ? actions.map((action) => String(action).toLowerCase()) : [];
  if (listed.length > 0 && !listed.includes(asked.toLowerCase())) return false;
  return grants.some(
    (grant) =>
      grant.uri === uri &&
      explainGrant(grant, asked).length > 0 &&
      [grant.range, grant.resourceRange].some((own) => isSameStart(own, range)),
  );
}

function isSameStart(a: Range, b: Range): boolean {
  return a.start.line === b.start.line && a.start.character === b.start.character;
}
