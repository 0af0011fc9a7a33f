import { policiesOf } from '../grants/grant.js';
import type { Comparison } from '../findings/compare.js';
import type { SourceModel, SourcePolicy, SourceStatement } from '../sources/model.js';
import type { FunctionContext } from '../findings/context.js';
import { judgeActions, mergeJudged, type JudgedAction } from './judgedAction.js';
import type { NarrowContext } from './narrowContext.js';

/** One analysed function, as far as plans need it. */
export interface PlanUser {
  readonly context: FunctionContext;
  readonly comparisons: readonly Comparison[];
  /** What narrowing this function needs; `soft` and `endDate` may differ from request to request. */
  narrowing(soft: boolean): NarrowContext;
}

/** Who uses each statement. Two policies may be one place in the text (an alias, a nested template used twice). */
export interface PlanUsers {
  /** Users of any of the policy's statements, in the order of the sources. */
  usersOf(policy: SourcePolicy): readonly PlanUser[];
  /** What stays of a statement for all its users; a sentence where somebody unknown needs it whole. */
  judge(policy: SourcePolicy, statement: SourceStatement, soft: boolean): readonly JudgedAction[] | string;
}

/** Gathers the users once; judgements are made when they are first asked for. */
export function collectUsers(users: readonly PlanUser[], models: readonly SourceModel[]): PlanUsers {
  const byStatement = new Map<string, { user: PlanUser; statement: SourceStatement }[]>();
  const byPolicy = new Map<string, Set<PlanUser>>();
  for (const user of users) {
    for (const policy of policiesOf(user.context.model, user.context.fn)) {
      for (const statement of policy.statements) push(byStatement, placeOf(statement), { user, statement });
    }
  }
  const usersOf = (policy: SourcePolicy): readonly PlanUser[] => {
    const key = `${policy.uri}\n${policy.id}`;
    const known = byPolicy.get(key) ?? new Set(policy.statements.flatMap((each) => holders(each)));
    byPolicy.set(key, known);
    return [...known];
  };
  const holders = (statement: SourceStatement): PlanUser[] =>
    (byStatement.get(placeOf(statement)) ?? []).map(({ user }) => user);
  const boundaries = new Set(models.flatMap(({ functions }) => functions.map(({ boundary }) => boundary)));
  const judged = new Map<string, readonly JudgedAction[] | string>();
  return {
    usersOf,
    judge(policy, statement, soft) {
      const key = `${placeOf(statement)} ${soft}`;
      const known = judged.get(key);
      if (known !== undefined) return known;
      const found = byStatement.get(placeOf(statement)) ?? [];
      const why = whyWhole(policy, usersOf(policy), boundaries);
      const result = why ?? mergeJudged(found.map((each) => judgeFor(each.user, each.statement, soft)));
      judged.set(key, result);
      return result;
    },
  };
}

function judgeFor(user: PlanUser, statement: SourceStatement, soft: boolean): JudgedAction[] {
  const own = user.comparisons.filter(({ grant }) => grant.statement === statement);
  return judgeActions(statement, own, user.narrowing(soft));
}

/** Why nothing may go from a policy, whatever the logs say. */
function whyWhole(
  policy: SourcePolicy,
  users: readonly PlanUser[],
  boundaries: ReadonlySet<string | undefined>,
): string | undefined {
  if (boundaries.has(policy.id)) return `${policy.name} is a permissions boundary too.`;
  const [other] = policy.otherHolders ?? [];
  if (other !== undefined) return `${other} holds ${policy.name} too, and what it does is not known.`;
  const unseen = users.find(({ context }) => !context.seen);
  if (unseen === undefined) return undefined;
  const { fn } = unseen.context;
  return `${fn.name} holds ${policy.name}, and none of its sessions is in the logs.`;
}

/** The same for two statements that are one place in the text. Those of a policy that is one item there are told apart. */
export function placeOf({ id, uri, span, action, notAction }: SourceStatement): string {
  const place = `${uri}\n${span.from}-${span.to}`;
  const isItem = [...action, ...notAction].some(
    ({ span: own }) => own.from === span.from && own.to === span.to,
  );
  return isItem ? `${place}\n${id}` : place;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
