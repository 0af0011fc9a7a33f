import { bindSymbols } from '../util/symbols.js';
import { parseArn, roleName } from '../util/arn.js';
import { matchAction } from '../util/wildcard.js';
import { patternFits } from '../catalog/catalog.js';
import { companionsOf, type Companion } from '../catalog/events/companions.js';
import { eventNamesOf } from '../catalog/events/eventNames.js';
import { visibilityOf } from '../catalog/events/visibility.js';
import { collectGrants } from '../grants/grant.js';
import type { Keep, SourceFunction, SourceModel } from '../sources/model.js';
import { filtersOf } from '../usage/coverage/selectorAnswer.js';
import type { Coverage, VisibleAnswer } from '../usage/coverage/types.js';
import { visible } from '../usage/coverage/visible.js';
import type { FunctionUse } from '../usage/functionUse.js';
import type { Link } from '../usage/link/types.js';

/** All that judging one function needs, gathered once. */
export interface FunctionContext {
  readonly model: SourceModel;
  readonly fn: SourceFunction;
  readonly link: Link;
  readonly use: FunctionUse;
  /** False where none of the function's own sessions is in the logs: then nothing is known. */
  readonly seen: boolean;
  readonly coverage: Coverage;
  readonly accounts: readonly string[];
  /** Where the function's own calls were logged: a pattern of every region must have been visible there. */
  readonly regions: readonly string[];
  /** Epoch seconds before which silence proves nothing: first seen, created, or the grant's last change. */
  readonly notBefore: number;
  readonly minWindow: number;
  /** Symbol → physical value. */
  readonly values: ReadonlyMap<string, string>;
  readonly now: string;
  bind(text: string): string;
  /** Why the keep-list keeps this action, or undefined. */
  keepFor(action: string): string | undefined;
  /** Filled by `isVisible`. */
  readonly sights: Map<string, VisibleAnswer>;
}

export type ContextInput = Omit<FunctionContext, 'bind' | 'keepFor' | 'sights' | 'values'> & {
  readonly keeps: readonly Keep[];
};

export function createContext(input: ContextInput): FunctionContext {
  const { keeps, ...rest } = input;
  const values = new Map(Object.entries(input.link.bindings).map(([symbol, { value }]) => [symbol, value]));
  return {
    ...rest,
    values,
    sights: new Map(),
    bind: (text) => bindSymbols(text, values),
    keepFor: (action) => keepReason(keeps, action, input),
  };
}

/**
 * Whether calls of the action on any resource of the pattern would have been logged, and for how long. What is also
 * recorded by events of another kind is visible where those would have been logged too.
 */
export function isVisible(context: FunctionContext, action: string, pattern: string): VisibleAnswer {
  const companions = companionsOf(action);
  if (companions.length === 0) return sightOf(context, action, pattern);
  const key = `with companions|${action}|${pattern}`;
  const known = context.sights.get(key);
  if (known !== undefined) return known;
  const others = companions.flatMap((companion) => companionSights(companion, pattern, context));
  const sight = [sightOf(context, action, pattern), ...others].reduce(shorterSight);
  context.sights.set(key, sight);
  return sight;
}

function companionSights(
  { action, on }: Companion,
  pattern: string,
  context: FunctionContext,
): VisibleAnswer[] {
  const resources = on === 'same' ? [pattern] : grantedResources(context, action);
  return resources.map((resource) => {
    const sight = sightOf(context, action, resource);
    if (sight.state === 'visible') return sight;
    return { ...sight, because: `calls that need ${action} may have used it too, and ${sight.because}` };
  });
}

/** The weaker of two: not visible at all, else fewer days. */
function shorterSight(a: VisibleAnswer, b: VisibleAnswer): VisibleAnswer {
  if (a.state !== 'visible' || b.state !== 'visible') return a.state === 'visible' ? b : a;
  return b.days < a.days ? b : a;
}

/** Where the function may use the action, as far as its policies are known; anywhere, where one is not. */
function grantedResources(context: FunctionContext, action: string): string[] {
  const { model, fn } = context;
  if (fn.attached.length > 0) return ['*'];
  return collectGrants(model, fn)
    .filter(({ action: pattern, negatedAction }) => negatedAction || matchAction(pattern.text, action))
    .map(({ resource, negatedResource }) => (negatedResource ? '*' : context.bind(resource.text)))
    .filter((resource) => patternFits(action, resource));
}

function sightOf(context: FunctionContext, action: string, pattern: string): VisibleAnswer {
  const visibility = visibilityOf(action);
  const asked = filtersOf(context.coverage);
  const filters = {
    ...(asked.names ? { eventNames: eventNamesOf(action) } : {}),
    ...(asked.identities ? { identities: identitiesOf(context) } : {}),
  };
  const key = `${JSON.stringify([visibility, filters])}|${pattern}`;
  const known = context.sights.get(key);
  if (known !== undefined) return known;
  const { coverage, accounts, regions, notBefore } = context;
  const query = { visibility, resourcePattern: pattern, accounts, regions, notBefore, ...filters };
  const sight = visible(coverage, query);
  context.sights.set(key, sight);
  return sight;
}

/** A role's calls are made by its sessions, whatever their names: pollers' too. */
function identitiesOf({ link }: FunctionContext): string[] {
  return link.principals.map((principal) => {
    const arn = parseArn(principal);
    const role = roleName(principal);
    if (arn === undefined || role === undefined) return principal;
    return `arn:${arn.partition}:sts::${arn.account}:assumed-role/${role}/*`;
  });
}

function keepReason(keeps: readonly Keep[], action: string, input: ContextInput): string | undefined {
  const today = input.now.slice(0, 10);
  const keep = keeps.find(
    ({ pattern, until, function: name }) =>
      matchAction(pattern, action) &&
      (until === undefined || today <= until) &&
      (name === undefined || name === input.fn.name || name === input.fn.id),
  );
  if (keep === undefined) return undefined;
  const until = keep.until === undefined ? '' : ` until ${keep.until}`;
  return `kept${until} by the keep-list: ${keep.reason}`;
}
