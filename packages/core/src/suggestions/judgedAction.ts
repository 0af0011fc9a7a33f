import { compareText } from '../util/order.js';
import type { Comparison, Judgement } from '../findings/compare.js';
import type { SourceStatement } from '../sources/model.js';
import type { NarrowContext } from './narrowContext.js';
import { narrowResource } from './narrowResource.js';
import { limitPassedTo } from './passedTo.js';

/** One action of one token of a statement: on which of the granted resource patterns it stays, and as what. */
export interface JudgedAction {
  /** Catalog spelling; the pattern itself where the catalog knows nothing that it matches. */
  readonly action: string;
  /** Index of the action token in its statement. */
  readonly token: number;
  /** Granted pattern → the patterns that stand for it now. Empty: the action goes. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Whether a call shows it, or may have needed it; else it stays because nobody can know. */
  readonly called: boolean;
  /** Set where the action goes into the expiring statement: why. */
  readonly expires: string | undefined;
  /** Of `iam:PassRole`: the only services that a role may be passed to; absent: as the statement has it. */
  readonly passedTo?: readonly string[];
}

/** Decides, for every action of one Allow statement and one of its users, whether it stays and on which resources. */
export function judgeActions(
  statement: SourceStatement,
  comparisons: readonly Comparison[],
  context: NarrowContext,
): JudgedAction[] {
  return statement.action.flatMap((token, index) => {
    const own = comparisons.filter(({ grant }) => grant.action === token);
    const actions = [...new Set(own.flatMap(({ judgements }) => [...judgements.keys()]))];
    if (actions.length === 0) return [wholeToken(token.text, index, own)];
    return actions.map((action) => judgeAction(action, index, own, { statement, context }));
  });
}

/** The catalog knows no action of this pattern: nothing can be said of it, so it stays with all its resources. */
function wholeToken(text: string, token: number, own: readonly Comparison[]): JudgedAction {
  const places = new Map(own.map(({ grant }) => [grant.resource.text, [grant.resource.text]]));
  return { action: text, token, places, called: false, expires: undefined };
}

interface Place {
  readonly statement: SourceStatement;
  readonly context: NarrowContext;
}

interface Judged {
  readonly comparison: Comparison;
  readonly judgement: Judgement;
}

function judgeAction(
  action: string,
  token: number,
  own: readonly Comparison[],
  { statement, context }: Place,
): JudgedAction {
  const judged = own.flatMap((comparison) => {
    const judgement = comparison.judgements.get(action);
    return judgement === undefined || judgement.neutral ? [] : [{ comparison, judgement }];
  });
  const alive = judged.filter(({ judgement }) => judgement.verdict !== 'unused');
  if (statement.resource.some(({ chosen }) => chosen)) {
    return chosenAction(action, token, own, context.soft ? judged : alive);
  }
  if (alive.length === 0) return goneAction(action, token, judged, context);
  const places = placesOf(alive, ({ comparison, judgement }) =>
    narrowResource(action, comparison, judgement, context),
  );
  const judgements = alive.map(({ judgement }) => judgement);
  const expires = judgements.every(({ verdict }) => verdict === 'used')
    ? context.oneTime(action, judgements, [...places.values()].flat())
    : undefined;
  const called = judgements.some(({ calls }) => calls.length > 0);
  const passedTo = limitPassedTo(action, statement, judgements, context);
  return { action, token, places, called, expires, ...(passedTo && { passedTo }) };
}

/**
 * Where a condition of the source chooses a resource, another stage has another one: the action goes or stays, and with
 * it every resource as written, so that the choice stays in one piece.
 */
function chosenAction(
  action: string,
  token: number,
  own: readonly Comparison[],
  alive: readonly Judged[],
): JudgedAction {
  const called = alive.some(({ judgement }) => judgement.calls.length > 0);
  const kept = alive.length === 0 ? [] : own.map(({ grant }) => grant.resource.text);
  return { action, token, places: new Map(kept.map((text) => [text, [text]])), called, expires: undefined };
}

function goneAction(
  action: string,
  token: number,
  judged: readonly Judged[],
  { soft }: NarrowContext,
): JudgedAction {
  const none = { action, token, places: new Map<string, string[]>(), called: false, expires: undefined };
  if (!soft || judged.length === 0) return none;
  const places = placesOf(judged, ({ comparison }) => [comparison.grant.resource.text]);
  return { ...none, places, expires: judged[0]?.judgement.reason ?? '' };
}

function placesOf(judged: readonly Judged[], patternsOf: (each: Judged) => string[]): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const each of judged) {
    const { text } = each.comparison.grant.resource;
    places.set(text, [...new Set([...(places.get(text) ?? []), ...patternsOf(each)])]);
  }
  return places;
}

/**
 * What stays for all users of a statement: an action that one of them keeps, on every resource that one of them keeps it
 * on; it ends at a date only where it does for each who keeps it.
 */
export function mergeJudged(users: readonly (readonly JudgedAction[])[]): JudgedAction[] {
  const [only] = users;
  if (only !== undefined && users.length === 1) return [...only];
  const merged = new Map<string, JudgedAction>();
  for (const judged of users.flat()) {
    const key = `${judged.token} ${judged.action}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? judged : unite(known, judged));
  }
  return [...merged.values()];
}

function unite(a: JudgedAction, b: JudgedAction): JudgedAction {
  if (b.places.size === 0) return a;
  if (a.places.size === 0) return b;
  const places = new Map(a.places);
  for (const [granted, patterns] of b.places) {
    places.set(granted, [...new Set([...(places.get(granted) ?? []), ...patterns])]);
  }
  const expires =
    a.expires === undefined || b.expires === undefined ? undefined : joined(a.expires, b.expires);
  const { passedTo: first, ...rest } = a;
  // Who needs it for services that nobody can tell needs it as it is.
  const passedTo = first && b.passedTo && [...new Set([...first, ...b.passedTo])].sort(compareText);
  return { ...rest, places, called: a.called || b.called, expires, ...(passedTo && { passedTo }) };
}

function joined(a: string, b: string): string {
  return a.split('; ').includes(b) ? a : `${a}; ${b}`;
}
