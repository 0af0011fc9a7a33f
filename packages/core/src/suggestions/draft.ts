import { toStatement } from '../grants/document.js';
import type { SourceStatement } from '../sources/model.js';
import type { PolicyCondition, PolicyStatement } from '../sources/policy.js';
import { oneOrMany } from '../grants/document.js';
import type { PlannedStatement } from './edits/types.js';
import { untilDate } from './expire.js';
import type { JudgedAction } from './judgedAction.js';
import { groupByResources, type Group, type KeptAction } from './keptStatement.js';
import { withPassedTo } from './passedTo.js';
import { keptWithin, type PlanScope } from './planScope.js';
import { calledServices, writeActions, type Compression, type Scope } from './writeActions.js';

/** One statement with what of it stays; the same for a document and for edits. */
export interface Draft {
  readonly statement: SourceStatement;
  /** Undefined: the statement is kept as a whole. */
  readonly kept: readonly KeptAction[] | undefined;
  readonly scope: Scope;
}

/** Whether a statement can be narrowed at all: an Allow of actions that are named in every stage. */
export function isNarrowable({ effect, action }: SourceStatement): boolean {
  return effect === 'Allow' && action.length > 0 && !action.some(({ chosen }) => chosen);
}

/** A draft that keeps the whole statement. */
export function wholeDraft(statement: SourceStatement): Draft {
  return { statement, kept: undefined, scope: { granted: [], called: new Set() } };
}

export function draftOf(
  statement: SourceStatement,
  judged: readonly JudgedAction[],
  scope: PlanScope,
): Draft {
  const kept = keptWithin(statement, judged, scope);
  const granted = [...new Set(judged.map(({ action }) => action))];
  return { statement, kept, scope: { granted, called: calledServices(kept) } };
}

/** What becomes of the statement: lasting groups first, then those that end at `endDate`. Sids may repeat still. */
export function writeDraft(
  draft: Draft,
  level: Compression,
  endDate: string,
): readonly PlannedStatement[] | undefined {
  const { statement, kept } = draft;
  if (kept === undefined) return undefined;
  const lasting = groupByResources(kept.filter(({ expires }) => expires === undefined));
  const ending = groupByResources(kept.filter(({ expires }) => expires !== undefined));
  const { condition, sid } = statement;
  return [
    ...lasting.map((group) => {
      const passedTo = group.actions[0]?.passedTo;
      const own = passedTo === undefined ? condition : withPassedTo(condition, passedTo);
      return toPlanned(draft, group, level, { condition: own, sid, comment: undefined });
    }),
    ...ending.map((group) => {
      const until = untilDate(endDate, condition);
      return toPlanned(draft, group, level, { ...until, comment: commentOf(group) });
    }),
  ];
}

interface Frame {
  readonly condition: PolicyCondition | undefined;
  readonly sid: string | undefined;
  readonly comment: string | undefined;
}

function toPlanned(
  { statement, scope }: Draft,
  { actions, resources }: Group,
  level: Compression,
  frame: Frame,
): PlannedStatement {
  const action = writeActions(statement, actions, scope, level);
  return { action, resource: statement.notResource.length > 0 ? [] : resources, ...frame };
}

function commentOf({ actions }: Group): string {
  const byReason = new Map<string, string[]>();
  for (const { action, expires = '' } of actions) {
    byReason.set(expires, [...(byReason.get(expires) ?? []), action]);
  }
  return [...byReason].map(([reason, names]) => `${listed(names)}: ${reason}`).join('; ');
}

function listed(names: readonly string[]): string {
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

/** A planned statement as policy JSON; undefined stands for the statement as it is. */
export function toPolicyStatements(
  statement: SourceStatement,
  planned: readonly PlannedStatement[] | undefined,
): PolicyStatement[] {
  if (planned === undefined) return [toStatement(statement)];
  const negated = statement.notResource.map(({ text }) => text);
  return planned.map(({ sid, action, resource, condition }) => ({
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: statement.effect,
    Action: oneOrMany(action),
    ...(negated.length > 0 ? { NotResource: oneOrMany(negated) } : { Resource: oneOrMany(resource) }),
    ...(condition === undefined ? {} : { Condition: condition }),
  }));
}
