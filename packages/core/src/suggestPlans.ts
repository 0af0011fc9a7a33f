import partition from 'lodash/partition.js';
import sortBy from 'lodash/sortBy.js';
import { documentOf } from './grants/document.js';
import { policiesOf } from './grants/grant.js';
import { checkProofs } from './proofs.js';
import type { SourceModel, SourcePolicy } from './sources/model.js';
import type { PolicyDocument } from './sources/policy.js';
import type { PolicyPlan, Refusal, TextEdit } from './suggestions/edits/types.js';
import { policyLimit, policySize } from './suggestions/limits.js';
import { documentOfPlan } from './suggestions/planDocument.js';
import { planPolicy, type PlanSettings } from './suggestions/planPolicy.js';
import type { PlanScope } from './suggestions/planScope.js';
import { placeOf, type PlanUser, type PlanUsers } from './suggestions/planUsers.js';
import { withoutResources } from './suggestScope.js';

/** What was planned for some policies, proven for everyone who uses them. */
export interface ProvenPlans {
  readonly plans: readonly PolicyPlan[];
  readonly setAside: readonly SetAside[];
}

/** Why a policy stays as it is although something of it may go. */
export interface SetAside {
  readonly policy: SourcePolicy;
  /** `held`: somebody unknown uses it; `withheld`: a proof does not hold; `refused`: the text cannot be changed. */
  readonly kind: 'held' | 'withheld' | 'refused';
  /** Code of the refusal; else the kind. */
  readonly code: string;
  /** For people, whole sentences. */
  readonly reason: string;
  /** Line of the statement, counted from 0. */
  readonly line: number;
}

/** What may be changed, and of which policies. */
export interface PlanRequest extends PlanSettings {
  readonly policies: readonly SourcePolicy[];
}

/** Plans with their proofs: a plan of which one does not hold is set aside, with all plans of that function. */
export function provePlans(request: PlanRequest, users: PlanUsers): ProvenPlans {
  const planned = request.policies.map((policy) => ({ policy, ...planPolicy(policy, users, request) }));
  const setAside = planned.flatMap(({ policy, held }) =>
    held === undefined ? [] : [asideOf(policy, 'held', 'held', held)],
  );
  const plans = dropTooLong(
    planned.flatMap(({ plan }) => plan ?? []),
    users,
  );
  const failed = usersOfPlans(plans, users).flatMap((user) => {
    const why = whyUnproven(user, plans);
    return why === undefined ? [] : [{ user, why }];
  });
  if (failed.length === 0) return { plans, setAside };
  const touched = new Map(
    failed.flatMap(({ user, why }) => plans.filter((plan) => uses(user, plan)).map((plan) => [plan, why])),
  );
  const withheld = [...touched].map(([{ policy }, why]) => asideOf(policy, 'withheld', 'withheld', why));
  const rest = dropWithUsers(plans, new Set(touched.keys()), users);
  return { plans: rest, setAside: [...setAside, ...withheld] };
}

/**
 * A role's inline policies have a common limit. Named managed policies that would break it as documents of their own stay
 * attached as they are, the longest first, as in the narrowed policy.
 */
function dropTooLong(plans: readonly PolicyPlan[], users: PlanUsers): PolicyPlan[] {
  let kept = [...plans];
  const named = sortBy(
    plans.filter(({ policy }) => policy.kind === 'named'),
    (plan) => -policySize(documentOfPlan(plan)),
  );
  for (const longest of named) {
    const isTooLong = users
      .usersOf(longest.policy)
      .some((user) => policySize(inlineDocument(user, kept)) > policyLimit('inline'));
    if (isTooLong) kept = kept.filter((plan) => plan !== longest);
  }
  return kept;
}

/** What will stand in the role's inline policies. */
function inlineDocument({ context }: PlanUser, plans: readonly PolicyPlan[]): PolicyDocument {
  const planned = new Map(plans.map((plan) => [plan.policy, plan]));
  const stated = policiesOf(context.model, context.fn).filter(
    (policy) => policy.kind === 'inline' || (policy.kind === 'named' && planned.has(policy)),
  );
  const statements = stated.flatMap((policy) => {
    const plan = planned.get(policy);
    return [(plan === undefined ? documentOf([policy]) : documentOfPlan(plan)).Statement].flat();
  });
  return { Version: '2012-10-17', Statement: statements };
}

function asideOf(policy: SourcePolicy, kind: SetAside['kind'], code: string, reason: string): SetAside {
  return { policy, kind, code, reason, line: policy.range.start.line };
}

export function usersOfPlans(plans: readonly PolicyPlan[], users: PlanUsers): PlanUser[] {
  return [...new Set(plans.flatMap(({ policy }) => users.usersOf(policy)))];
}

function uses({ context }: PlanUser, { policy }: PolicyPlan): boolean {
  const places = new Set(policy.statements.map(placeOf));
  return policiesOf(context.model, context.fn).some(({ statements }) =>
    statements.some((statement) => places.has(placeOf(statement))),
  );
}

/** All or nothing a function: plans that share a user with a plan that goes, go too, until none does. */
export function dropWithUsers(
  plans: readonly PolicyPlan[],
  dropped: ReadonlySet<PolicyPlan>,
  users: PlanUsers,
): PolicyPlan[] {
  const gone = new Set(dropped);
  for (let size = -1; size !== gone.size;) {
    size = gone.size;
    const affected = new Set(usersOfPlans([...gone], users));
    for (const plan of plans) {
      if (users.usersOf(plan.policy).some((user) => affected.has(user))) gone.add(plan);
    }
  }
  return plans.filter((plan) => !gone.has(plan));
}

function whyUnproven(user: PlanUser, plans: readonly PolicyPlan[]): string | undefined {
  const { document, attached } = plannedDocument(user, plans);
  const checked = checkProofs(document, user.context, attached);
  if (!checked.withheld) return undefined;
  return checked.problems.find(({ kind }) => kind === 'withheld')?.message ?? 'A proof does not hold.';
}

/** All that the function will state, its planned policies and the others as they are, and what stays attached. */
export function plannedDocument(
  { context }: PlanUser,
  plans: readonly PolicyPlan[],
): { document: PolicyDocument; attached: SourcePolicy[] } {
  const planned = new Map(
    plans.flatMap(({ statements }) => statements.map((each) => [placeOf(each.statement), each] as const)),
  );
  const [attached, stated] = partition(
    policiesOf(context.model, context.fn).filter(({ kind }) => kind !== 'implied'),
    ({ kind, statements: own }) => kind === 'named' && !own.some((each) => planned.has(placeOf(each))),
  );
  const statements = stated.flatMap((policy) => {
    const own = policy.statements.flatMap((statement) => {
      const plan = planned.get(placeOf(statement));
      return plan === undefined ? [] : [{ statement, becomes: plan.becomes }];
    });
    const document = own.length === 0 ? documentOf([policy]) : documentOfPlan({ policy, statements: own });
    return [document.Statement].flat();
  });
  return { document: { Version: '2012-10-17', Statement: statements }, attached };
}

/** Turns plans into edits of the texts they belong to. */
export type WritePlans = (plans: readonly PolicyPlan[]) => {
  readonly edits: readonly TextEdit[];
  readonly refused: readonly Refusal[];
};

export interface WrittenPlans {
  readonly plans: readonly PolicyPlan[];
  readonly edits: readonly TextEdit[];
  readonly setAside: readonly SetAside[];
}

/**
 * Plans, proves and writes. Resources that cannot be written, or whose narrowing cannot be proven for all users (a
 * symbol that one of them cannot resolve), stay as they are, and the rest is tried again. So does a whole statement that
 * cannot be written, and a policy that cannot be taken out: what they grant stays, and is proven with the rest. Any other
 * refusal sets the policy aside, with all that its users would have got.
 */
export function writeProven(request: PlanRequest, users: PlanUsers, write: WritePlans): WrittenPlans {
  const kept = new Set<string>();
  const whole = new Set<string>();
  const asides: SetAside[] = [];
  let policies = request.policies;
  for (;;) {
    const scope: PlanScope = withoutResources(request.scope, kept);
    const proven = provePlans({ ...request, policies, scope, whole }, users);
    if (keepResourcesOf(proven.setAside, kept)) continue;
    const { edits, refused } = write(proven.plans);
    const setAside = [...asides, ...proven.setAside];
    if (refused.length === 0) return { plans: proven.plans, edits, setAside };
    const before = kept.size;
    for (const { statement, part } of refused) {
      if (part === 'resource' && statement !== undefined) kept.add(placeOf(statement));
    }
    if (kept.size > before) continue;
    asides.push(...refused.map(asideOfRefusal));
    if (keepWhole(refused, whole)) continue;
    const bad = new Set(refused.map(({ policy }) => policy));
    // What stands in the source as one item stays whole without harm: it is not written for its function at all.
    const dropped = new Set(
      proven.plans.filter(({ policy: each }) => bad.has(each) && each.origin === undefined),
    );
    const rest = new Set(dropWithUsers(proven.plans, dropped, users).map(({ policy }) => policy));
    const isPlanned = new Set(proven.plans.map(({ policy }) => policy));
    policies = policies.filter((policy) => !bad.has(policy) && (rest.has(policy) || !isPlanned.has(policy)));
    if (policies.length === 0) return { plans: [], edits: [], setAside: [...proven.setAside, ...asides] };
  }
}

/**
 * Notes the statements that refusals are about where each refusal is about some that may stay as they are; whether any of
 * them is new. What has a syntax error, or was not verified, is not as we read it: nothing beside it is safe.
 */
function keepWhole(refused: readonly Refusal[], whole: Set<string>): boolean {
  const before = whole.size;
  for (const { policy, statement, part, code } of refused) {
    if (unsafe.has(code)) continue;
    const own = part === 'policy' ? (code === 'would-be-empty' ? policy.statements : []) : [statement];
    own.forEach((each) => each && whole.add(placeOf(each)));
  }
  return whole.size > before;
}

const unsafe: ReadonlySet<string> = new Set(['syntax-error', 'not-verified', 'format-not-written']);

/** Notes the statements of withheld policies; whether any of them is new. */
function keepResourcesOf(setAside: readonly SetAside[], kept: Set<string>): boolean {
  const before = kept.size;
  for (const { policy, kind } of setAside) {
    if (kind === 'withheld') policy.statements.forEach((statement) => kept.add(placeOf(statement)));
  }
  return kept.size > before;
}

function asideOfRefusal({ policy, statement, code, reason }: Refusal): SetAside {
  const line = (statement ?? policy).range.start.line;
  return { policy, kind: 'refused', code, reason, line };
}

/** A plan by the files that its statements stand in: a policy may be put together from several. */
export function byUri(plans: readonly PolicyPlan[]): Map<string, { part: PolicyPlan; whole: PolicyPlan }[]> {
  const found = new Map<string, { part: PolicyPlan; whole: PolicyPlan }[]>();
  for (const whole of plans) {
    const { policy, statements } = whole;
    for (const uri of new Set(statements.map(({ statement }) => statement.uri))) {
      const own = statements.filter(({ statement }) => statement.uri === uri);
      const part = own.length === statements.length ? whole : { policy, statements: own };
      found.set(uri, [...(found.get(uri) ?? []), { part, whole }]);
    }
  }
  return found;
}

/** The model that a policy is of. */
export function modelOf(models: readonly SourceModel[], policy: SourcePolicy): SourceModel | undefined {
  return models.find(({ policies }) => policies.includes(policy));
}
