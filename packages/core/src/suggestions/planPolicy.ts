import countBy from 'lodash/countBy.js';
import isEqual from 'lodash/isEqual.js';
import { documentOf } from '../grants/document.js';
import type { SourcePolicy, SourceStatement } from '../sources/model.js';
import { draftOf, isNarrowable, wholeDraft, writeDraft } from './draft.js';
import type { PlannedStatement, PolicyPlan, StatementPlan } from './edits/types.js';
import { policyLimit, policySize } from './limits.js';
import { documentOfPlan } from './planDocument.js';
import type { PlanScope } from './planScope.js';
import { placeOf, type PlanUsers } from './planUsers.js';
import { uniqueSids } from './sids.js';
import { compressions } from './writeActions.js';

/** What a plan is made with, beside its scope. */
export interface PlanSettings {
  readonly scope: PlanScope;
  readonly soft: boolean;
  readonly endDate: string;
  /** Statements that stay whole, by their places: their text cannot be changed. */
  readonly whole?: ReadonlySet<string>;
}

/** A plan, or why the policy stays as it is although some of it may go. */
export interface Planned {
  readonly plan: PolicyPlan | undefined;
  readonly held: string | undefined;
}

/** What becomes of one policy for all who use it. Statements that do not change are not listed. */
export function planPolicy(policy: SourcePolicy, users: PlanUsers, settings: PlanSettings): Planned {
  const { scope, soft, endDate, whole } = settings;
  let held: string | undefined;
  // Statements of one place are made by the format, of a text that says all of them at once.
  const places = countBy(policy.statements, placeOf);
  const drafts = policy.statements.map((statement) => {
    const place = placeOf(statement);
    const stays = (places[place] ?? 0) > 1 || whole?.has(place) === true;
    if (stays || !isNarrowable(statement)) return wholeDraft(statement);
    const judged = users.judge(policy, statement, soft);
    if (typeof judged !== 'string') return draftOf(statement, judged, scope);
    held = judged;
    return wholeDraft(statement);
  });
  const limit = Math.max(policyLimit(policy.kind), policySize(documentOf([policy])));
  for (const level of compressions) {
    const written = drafts.map((draft) => ({
      statement: draft.statement,
      becomes: writeDraft(draft, level, endDate) ?? [asItIs(draft.statement)],
    }));
    const statements = withUniqueSids(written);
    if (policySize(documentOfPlan({ policy, statements })) > limit) continue;
    const changed = statements.filter((each) => !isUnchanged(each));
    return { plan: changed.length === 0 ? undefined : { policy, statements: changed }, held };
  }
  return { plan: undefined, held };
}

function asItIs(statement: SourceStatement): PlannedStatement {
  return {
    sid: statement.sid,
    action: textsOf(statement.action),
    resource: textsOf(statement.resource),
    condition: statement.condition,
  };
}

function textsOf(tokens: readonly { readonly text: string }[]): string[] {
  return tokens.map(({ text }) => text);
}

function withUniqueSids(plans: readonly StatementPlan[]): StatementPlan[] {
  const flat = plans.flatMap(({ becomes }) => becomes);
  const sids = uniqueSids(
    flat.map(({ sid }) => ({ ...(sid === undefined ? {} : { Sid: sid }), Effect: 'Allow' })),
  );
  let at = 0;
  return plans.map(({ statement, becomes }) => ({
    statement,
    becomes: becomes.map((planned) => ({ ...planned, sid: sids[at++]?.Sid })),
  }));
}

/** Order and repeats are no change. */
function isUnchanged({ statement, becomes }: StatementPlan): boolean {
  const [only] = becomes;
  if (only === undefined || becomes.length > 1) return false;
  return (
    sameSet(only.action, textsOf(statement.action)) &&
    sameSet(only.resource, textsOf(statement.resource)) &&
    isEqual(only.condition, statement.condition) &&
    only.sid === statement.sid
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && [...first].every((text) => second.has(text));
}
