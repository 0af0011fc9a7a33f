import { matchAction } from '../util/wildcard.js';
import { expandActions, patternFits } from '../catalog/catalog.js';
import type { Grant } from '../grants/grant.js';
import type { Verdict } from './types.js';
import { callsOf, type Calls } from '../usage/functionUse.js';
import { isVisible, type FunctionContext } from './context.js';
import { holdsAsNames, resourceMatch } from './resourceMatch.js';

/** What the logs say about one action under one grant, and why. */
export interface Judgement {
  readonly verdict: Verdict;
  /** One clause for people; '' for `used`. */
  readonly reason: string;
  /** Calls that this grant may have allowed; denied ones are not among them. */
  readonly calls: readonly Calls[];
  /** Covered days the verdict rests on; 0 where it does not rest on silence. */
  readonly days: number;
  /** True where the action never applies to this resource and its verdict is that of the statement's other resources. */
  readonly neutral: boolean;
}

/** One grant against the usage: a judgement for each catalog action that its pattern matches. */
export interface Comparison {
  readonly grant: Grant;
  /** Resource pattern with its symbols bound as far as they have a value. */
  readonly bound: string;
  readonly judgements: ReadonlyMap<string, Judgement>;
}

/** Compares every grant of a function with what the function did. */
export function compareGrants(grants: readonly Grant[], context: FunctionContext): Comparison[] {
  const bound = grants.map((grant) => ({ grant, bound: context.bind(grant.resource.text) }));
  return bound.map(({ grant, bound: resource }) => {
    const judgements = new Map<string, Judgement>();
    for (const action of actionsOf(grant)) {
      judgements.set(action, judgeWithin(action, grant, resource, bound, context));
    }
    return { grant, bound: resource, judgements };
  });
}

interface Bound {
  readonly grant: Grant;
  readonly bound: string;
}

/** Catalog actions of a grant; for `NotAction` all that no listed pattern matches. */
function actionsOf(grant: Grant): string[] {
  if (!grant.negatedAction) return expandActions(grant.action.text);
  const excluded = grant.statement.notAction.map(({ text }) => text);
  return expandActions('*').filter((action) => !excluded.some((pattern) => matchAction(pattern, action)));
}

/** An action that cannot apply to this resource, but does to another of the same statement, is judged there. */
function judgeWithin(
  action: string,
  grant: Grant,
  bound: string,
  all: readonly Bound[],
  context: FunctionContext,
): Judgement {
  if (grant.negatedResource || patternFits(action, bound)) return judge(action, grant, bound, all, context);
  const siblings = all.filter(
    (other) =>
      other.grant.statement === grant.statement &&
      other.grant.action === grant.action &&
      patternFits(action, other.bound),
  );
  const judged = siblings.map((other) => judge(action, other.grant, other.bound, all, context));
  const strongest = strongestOf(judged);
  if (strongest === undefined) return judge(action, grant, bound, all, context);
  return { ...strongest, neutral: true };
}

const strength: readonly Verdict[] = ['used', 'possiblyUsed', 'unknown', 'notObservable', 'unused'];

function strongestOf(judgements: readonly Judgement[]): Judgement | undefined {
  return strength.map((verdict) => judgements.find((each) => each.verdict === verdict)).find(Boolean);
}

function judge(
  action: string,
  grant: Grant,
  bound: string,
  all: readonly Bound[],
  context: FunctionContext,
): Judgement {
  // Also where pollers of its role were seen: what shows nothing of the function decides nothing.
  if (!context.seen) return silent('unknown', 'function-not-seen: none of its sessions is in the logs');
  const calls = callsOf(context.use, action).filter(({ outcome }) => outcome !== 'denied');
  const matches = calls.flatMap((call) => {
    const match = resourceMatch(grant, bound, call.resources, context);
    return match === 'no' ? [] : [{ call, match }];
  });
  if (matches.length > 0) return judgeUse(action, matches, bound, all, context);
  return judgeSilence(action, grant, bound, context);
}

interface Match {
  readonly call: Calls;
  readonly match: 'yes' | 'maybe';
}

function judgeUse(
  action: string,
  matches: readonly Match[],
  own: string,
  all: readonly Bound[],
  context: FunctionContext,
): Judgement {
  const calls = matches.map(({ call }) => call);
  const proven = matches.some(
    ({ call, match }) =>
      isCertain(call, all, context) && (match === 'yes' || isOnlyHome(action, call, own, all, context)),
  );
  const verdict = proven ? 'used' : 'possiblyUsed';
  return { verdict, reason: proven ? '' : doubtOf(calls), calls, days: 0, neutral: false };
}

/** Certain by itself, or because the other alternatives are not granted at all. */
function isCertain(call: Calls, all: readonly Bound[], context: FunctionContext): boolean {
  if (call.outcome !== 'use') return false;
  if (call.certainty !== 'oneOf') return call.certainty === 'certain';
  const granted = call.alternatives.filter(
    (alternative) => homesOf(alternative, call, all, context).length > 0,
  );
  return granted.length === 1;
}

/**
 * A match through an open symbol or an untold resource is proof only where no other grant can have allowed the call, or
 * none of the others without a symbol that stands for more than one name.
 */
function isOnlyHome(
  action: string,
  call: Calls,
  own: string,
  all: readonly Bound[],
  context: FunctionContext,
): boolean {
  const homes = homesOf(action, call, all, context);
  if (homes.length <= 1) return true;
  const plain = homes.filter(({ bound }) => holdsAsNames(bound, call.resources));
  return plain.length === 1 && plain[0]?.bound === own;
}

/** The grants that can have allowed a call under the name of this action. */
function homesOf(action: string, call: Calls, all: readonly Bound[], context: FunctionContext): Bound[] {
  return all.filter(
    ({ grant, bound }) =>
      actionMatches(grant, action) && resourceMatch(grant, bound, call.resources, context) !== 'no',
  );
}

function actionMatches(grant: Grant, action: string): boolean {
  if (!grant.negatedAction) return matchAction(grant.action.text, action);
  return !grant.statement.notAction.some(({ text }) => matchAction(text, action));
}

function doubtOf(calls: readonly Calls[]): string {
  if (calls.some(({ outcome, certainty }) => outcome === 'use' && certainty === 'oneOf')) {
    const [call] = calls.filter(({ certainty }) => certainty === 'oneOf');
    return `one of ${call?.alternatives.join(', ') ?? ''} was needed; the record does not say which`;
  }
  if (calls.every(({ outcome }) => outcome === 'undecided')) {
    return 'called, but every call ended in an error that does not tell whether it was authorised';
  }
  if (calls.some(({ certainty }) => certainty === 'possible'))
    return 'calls were seen that may need it without an event of its own';
  return 'the records do not tell which of several grants allowed the call';
}

function judgeSilence(action: string, grant: Grant, bound: string, context: FunctionContext): Judgement {
  const kept = context.keepFor(action);
  if (kept !== undefined) return silent('unknown', kept);
  const blocker =
    context.use.blocked.get(action.slice(0, action.indexOf(':'))) ?? context.use.blocked.get('*');
  if (blocker !== undefined) return silent('unknown', `unresolved-event: ${blocker} may have needed it`);
  if (grant.negatedAction) return silent('unknown', 'granted through NotAction, which is kept as written');
  const sight = isVisible(context, action, grant.negatedResource ? '*' : bound);
  if (sight.state !== 'visible') return silent(sight.state, sight.because);
  if (sight.days < context.minWindow) {
    const short = `window-too-short: ${sight.days} covered days since ${sight.from}, ${context.minWindow} needed`;
    return silent('unknown', short, sight.days);
  }
  return silent('unused', `no call in ${sight.days} covered days since ${sight.from}`, sight.days);
}

function silent(verdict: Verdict, reason: string, days = 0): Judgement {
  return { verdict, reason, calls: [], days, neutral: false };
}
