import { compareText } from '../util/order.js';
import { documentOf, oneOrMany, toStatement } from '../grants/document.js';
import type { Comparison } from '../findings/compare.js';
import type { SourcePolicy, SourceStatement } from '../sources/model.js';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { calledServices, writeActions, type Compression, type Scope } from './writeActions.js';
import { fitsLimit } from './limits.js';
import { groupByResources, keptActions, type KeptAction } from './keptStatement.js';
import type { NarrowContext } from './narrowContext.js';
import { untilDate } from './expire.js';
import { uniqueSids } from './sids.js';

/** What to write instead, and what of it ends by itself. */
export interface Narrowed {
  readonly document: PolicyDocument;
  readonly expiring: readonly { action: string; endDate: string; reason: string }[];
}

/**
 * The narrowed policy of one function: the stated policies without what is `unused`, in their order, Sid, Effect,
 * Condition, NotAction and Deny kept. Lists that would break IAM's size limits are grouped within the grant; the first
 * grouping that fits is taken, in the end the statements as they were.
 */
export function narrowPolicies(
  policies: readonly SourcePolicy[],
  comparisons: readonly Comparison[],
  context: NarrowContext,
): Narrowed {
  const statements = policies.flatMap((policy) => policy.statements);
  const drafts = statements.map((statement) => draft(statement, comparisons, context));
  const levels: readonly Compression[] = ['none', 'long lists', 'all lists', 'services'];
  for (const level of levels) {
    const document = write(drafts, level, context);
    if (fitsLimit(document)) return { document, expiring: expiringOf(drafts, context) };
  }
  return { document: documentOf(policies), expiring: [] };
}

interface Draft {
  readonly statement: SourceStatement;
  /** Undefined: the statement is kept as a whole. */
  readonly kept: readonly KeptAction[] | undefined;
  readonly scope: Scope;
}

function draft(
  statement: SourceStatement,
  comparisons: readonly Comparison[],
  context: NarrowContext,
): Draft {
  if (statement.effect === 'Deny' || statement.action.length === 0)
    return { statement, kept: undefined, scope: { granted: [], called: new Set() } };
  const own = comparisons.filter(({ grant }) => grant.statement === statement);
  const granted = new Set(own.flatMap(({ judgements }) => [...judgements.keys()]));
  const kept = keptActions(statement, own, context);
  return { statement, kept, scope: { granted: [...granted], called: calledServices(kept) } };
}

function write(drafts: readonly Draft[], level: Compression, context: NarrowContext): PolicyDocument {
  const written = drafts.flatMap((each) => writeStatement(each, level, context));
  return { Version: '2012-10-17', Statement: uniqueSids(written) };
}

function writeStatement(each: Draft, level: Compression, context: NarrowContext): PolicyStatement[] {
  const { statement, kept } = each;
  if (kept === undefined) return [toStatement(statement)];
  const lasting = groupByResources(kept.filter(({ expires }) => expires === undefined));
  const ending = groupByResources(kept.filter(({ expires }) => expires !== undefined));
  return [
    ...lasting.map((group) =>
      toGroup(each, group.actions, group.resources, statement.condition, statement.sid, level),
    ),
    ...ending.map((group) => {
      const { sid, condition } = untilDate(context.endDate, statement.condition);
      return toGroup(each, group.actions, group.resources, condition, sid, level);
    }),
  ];
}

function toGroup(
  { statement, scope }: Draft,
  actions: readonly KeptAction[],
  resources: readonly string[],
  condition: PolicyCondition | undefined,
  sid: string | undefined,
  level: Compression,
): PolicyStatement {
  const negated = statement.notResource.map(({ text }) => text);
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: 'Allow',
    Action: oneOrMany(writeActions(statement, actions, scope, level)),
    ...(negated.length > 0 ? { NotResource: oneOrMany(negated) } : { Resource: oneOrMany(resources) }),
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function expiringOf(drafts: readonly Draft[], context: NarrowContext): Narrowed['expiring'] {
  const ending = drafts.flatMap(({ kept }) => kept ?? []).filter(({ expires }) => expires !== undefined);
  return ending
    .map(({ action, expires = '' }) => ({ action, endDate: context.endDate, reason: expires }))
    .sort((a, b) => compareText(a.action, b.action));
}
