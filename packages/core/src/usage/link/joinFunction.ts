import type { SourceFunction, SourceModel } from '../../sources/model.js';
import { principalKey, roleName } from '../../util/arn.js';
import { sortedUnique } from '../../util/order.js';
import { hasSymbol } from '../../util/symbols.js';
import type { Problem } from '../../util/problems.js';
import type { Binding, Snapshot, StackResources } from '../types.js';
import { findCandidates, findRoles, principalName, type Candidate } from './candidates.js';
import { fitGeneratedName } from './generatedName.js';
import type { PrincipalIndex } from './principals.js';
import { bindNames, fitsStack, stackSymbols } from './stackSymbols.js';
import type { LinkOptions } from './types.js';

/** What one function was joined with, and the way. */
export interface Joined {
  readonly principals: readonly string[];
  readonly sessions: readonly string[] | undefined;
  readonly stacks: readonly string[];
  readonly because: string;
  readonly by: Binding['because'];
  readonly seen: boolean;
  /** The stack that a search found it in, as its names show it. All functions of a template share one. */
  readonly foundIn?: Candidate['stack'];
  readonly problems: readonly Problem[];
}

/** One function and everything that may say what it runs as. */
export interface JoinInput {
  readonly fn: SourceFunction;
  readonly model: SourceModel;
  readonly snapshot: Snapshot;
  readonly index: PrincipalIndex;
  readonly options: LinkOptions;
}

/**
 * The ways to join, the surest first: the config, a stated principal, collected stack resources, the stack names given,
 * the name that the source states for its stack, and last a search over everything seen.
 */
export function joinFunction(input: JoinInput): Joined {
  return (
    byConfig(input) ??
    byPrincipal(input) ??
    byStackResources(input) ??
    byStackNames(input) ??
    byOwnStack(input) ??
    bySearch(input)
  );
}

function byConfig({ fn, index, options }: JoinInput): Joined | undefined {
  const stated = options.links.filter((link) => link.function === fn.name || link.function === fn.id);
  if (stated.length === 0) return undefined;
  const principals: string[] = [];
  const sessions: string[] = [];
  for (const link of stated) {
    if (link.session !== undefined) sessions.push(link.session);
    if (link.role !== undefined) principals.push(seenAs(index, link.role));
    else if (link.session !== undefined) principals.push(...rolesWithSession(index, link.session));
  }
  // A config that names only the role gives the function all of it.
  const whole = stated.some((link) => link.session === undefined);
  const isState = stated.every((link) => link.because === 'state');
  return finish(fn, index, principals, whole ? undefined : sessions, {
    stacks: [],
    because: isState ? 'state' : 'config',
    by: isState ? 'state' : 'declared name',
  });
}

function byPrincipal({ fn, index, options }: JoinInput): Joined | undefined {
  // One that a template makes is found by its name.
  if (fn.kind !== 'principal' || (fn.role !== undefined && fn.role.arn === undefined)) return undefined;
  const stated = fn.role?.arn === undefined ? options.principals : [fn.role.arn];
  const way = { stacks: [], because: 'principal', by: 'declared name' } as const;
  if (stated.length > 0) {
    const principals = stated.map((arn) => seenAs(index, arn));
    return finish(fn, index, principals, undefined, way);
  }
  const message = `Nothing says who holds ${fn.name}: name its role or user with --principal.`;
  return { ...way, ...nothing(undefined), problems: [problem(fn, 'principal-missing', message)] };
}

function byStackResources({ fn, snapshot, index, options }: JoinInput): Joined | undefined {
  const { stacks } = options;
  const holding = snapshot.stacks.filter(
    (stack) => (stacks.length === 0 || stacks.includes(stack.stack)) && physicalId(stack, fn.logicalId),
  );
  if (holding.length === 0 || holding.length < stacks.length) return undefined;
  if (stacks.length === 0 && holding.length > 1)
    return ambiguous(
      fn,
      holding.map((stack) => `stack ${stack.stack}`),
    );
  const names = sortedUnique(holding.map((stack) => stack.stack));
  const found = holding.flatMap((stack) => physicalCandidates(fn, index, stack));
  return fromCandidates(fn, index, found, {
    stacks: names,
    because: `stack resources of ${names.join(', ')}`,
    by: 'stack resources',
  });
}

function byStackNames(input: JoinInput): Joined | undefined {
  const { fn, model, index, options } = input;
  if (options.stacks.length === 0) return undefined;
  const named = (stack: string): SourceFunction => bindNames(fn, stackSymbols(model, stack));
  const byStack = ownStacks(model, options.stacks).map((stack) => ({
    stack,
    own: findInStack(named(stack), input, stack),
  }));
  const found = byStack.flatMap(({ own }) => own);
  const clash = found.some((candidate) => candidate.cut && fitsAnother(candidate, input));
  // An open name (`${Env}-api`) that no stack name fills may fit the functions of other stacks too.
  const open = byStack.some(({ own }) => {
    const bare = own.filter(({ stack }) => stack === undefined);
    return new Set(bare.map(({ deployment }) => deployment)).size > 1;
  });
  if (clash || open) return ambiguous(fn, sortedUnique(found.map(describe)), clash ? cutNote : '');
  const stacks =
    byStack.length === 0 ? sortedUnique(options.stacks) : sortedUnique(byStack.map(({ stack }) => stack));
  const by = fn.declaredName === undefined ? 'name pattern' : 'declared name';
  const joined = fromCandidates(fn, index, found, {
    stacks,
    because: `${by} in stack ${stacks.join(', ')}`,
    by,
  });
  if (joined.seen) {
    const missing = byStack.filter(({ own }) => own.length === 0);
    return { ...joined, problems: missing.map(({ stack }) => notSeen(fn, '', ` in stack ${stack}`)) };
  }
  const roles = stacks.flatMap((stack) => findRoles(named(stack), index, stack));
  return { ...joined, principals: roles, problems: [notSeen(fn, elsewhere(fn, index))] };
}

/** A source that states its stack's name in full is that stack, where it was seen. */
function byOwnStack(input: JoinInput): Joined | undefined {
  const { stackName } = input.model;
  if (stackName === undefined || hasSymbol(stackName)) return undefined;
  const joined = byStackNames({ ...input, options: { ...input.options, stacks: [stackName] } });
  return joined?.seen === true ? joined : undefined;
}

function bySearch(input: JoinInput): Joined {
  const { fn, index } = input;
  const found = findCandidates(fn, index, undefined);
  const deployments = sortedUnique(found.map((candidate) => candidate.deployment));
  const clash = found.some((candidate) => candidate.cut && fitsAnother(candidate, input));
  if (deployments.length > 1 || clash)
    return ambiguous(fn, sortedUnique(found.map(describe)), clash ? cutNote : '');
  const [deployment = ''] = deployments;
  const by = fn.declaredName === undefined ? 'name pattern' : 'declared name';
  const joined = fromCandidates(fn, index, found, {
    stacks: sortedUnique(found.flatMap(({ stack }) => (stack?.isCut === false ? stack.name : []))),
    because: deployment === '' ? by : `${by}, the only match being ${deployment}`,
    by,
  });
  // A name that the source states in full is no guess.
  const stated = fn.declaredName !== undefined && !hasSymbol(fn.declaredName);
  if (!joined.seen || deployment === '' || stated) return joined;
  const note = `${fn.name} was joined with ${describe(found[0])} by its name alone; name the stack with --stack to be sure.`;
  return { ...joined, foundIn: found[0]?.stack, problems: [problem(fn, 'linked-by-pattern', note)] };
}

/** Of the stacks given those that can be the source's; all, where it states another name in full: the user knows better. */
function ownStacks(model: SourceModel, stacks: readonly string[]): readonly string[] {
  const own = stacks.filter((stack) => fitsStack(model, stack));
  return own.length === 0 && !hasSymbol(model.stackName ?? '') ? stacks : own;
}

/** A nested stack is named after the one that brings it in: `<stack>-<LogicalId>-<suffix>`. */
function findInStack(fn: SourceFunction, { model, index }: JoinInput, stack: string): Candidate[] {
  const own = findCandidates(fn, index, stack);
  const { nestedAs } = model;
  if (own.length > 0 || nestedAs === undefined) return own;
  return findCandidates(fn, index, undefined).filter((candidate) => {
    const { name = '', isCut } = candidate.stack ?? {};
    if (isCut === true) return name.startsWith(`${stack}-`);
    return nestedAs.some((logicalId) => fitGeneratedName(name, { logicalId, stack, max: 128 }) !== undefined);
  });
}

type Way = Pick<Joined, 'stacks' | 'because' | 'by'>;

function fromCandidates(
  fn: SourceFunction,
  index: PrincipalIndex,
  found: readonly Candidate[],
  way: Way,
): Joined {
  const principals = found.map((candidate) => candidate.principal);
  const sessions = found.flatMap((candidate) => candidate.session ?? []);
  return finish(fn, index, principals, fn.kind === 'lambda' ? sessions : undefined, way);
}

function finish(
  fn: SourceFunction,
  index: PrincipalIndex,
  principals: readonly string[],
  sessions: readonly string[] | undefined,
  way: Way,
): Joined {
  const seen = principals.some((principal) => {
    const known = index.get(principalKey(principal))?.sessions;
    if (known === undefined) return false;
    return sessions === undefined || sessions.some((session) => known.has(session));
  });
  return { ...way, principals, sessions, seen, problems: seen ? [] : [notSeen(fn)] };
}

/** The ARN under which the usage knows a principal: with its path; an assumed role becomes its role. */
function seenAs(index: PrincipalIndex, arn: string): string {
  const key = principalKey(arn);
  const seen = index.get(key)?.arn;
  if (seen !== undefined) return seen;
  return arn.includes(':assumed-role/') ? key : arn;
}

function rolesWithSession(index: PrincipalIndex, session: string): string[] {
  return [...index.values()]
    .filter((entry) => entry.isRole && entry.sessions.has(session))
    .map((entry) => entry.arn);
}

function physicalCandidates(fn: SourceFunction, index: PrincipalIndex, stack: StackResources): Candidate[] {
  const session = physicalId(stack, fn.logicalId);
  const role = physicalId(stack, fn.role?.logicalId);
  const found: Candidate[] = [];
  for (const entry of index.values()) {
    const isOther = role !== undefined && principalName(fn.role, entry.arn) !== role;
    if (entry.isRole === (fn.role?.isUser ?? false) || isOther) continue;
    if (fn.kind === 'lambda' ? session === undefined || !entry.sessions.has(session) : role === undefined)
      continue;
    const own = fn.kind === 'lambda' ? session : undefined;
    const of = { deployment: stack.stack, stack: { name: stack.stack, isCut: false }, cut: false };
    found.push({ principal: entry.arn, session: own, ...of });
  }
  return found;
}

function physicalId(stack: StackResources, logicalId: string | undefined): string | undefined {
  return stack.resources.find((resource) => resource.logicalId === logicalId)?.physicalId;
}

/** Whether a name that was cut fits another function of the template as well. */
function fitsAnother(candidate: Candidate, { fn, model }: JoinInput): boolean {
  const name = candidate.session ?? roleName(candidate.principal) ?? '';
  return model.functions.some((other) => {
    const [own, logicalId] =
      candidate.session === undefined
        ? [fn.role?.logicalId, other.role?.declaredName === undefined ? other.role?.logicalId : undefined]
        : [fn.logicalId, other.declaredName === undefined ? other.logicalId : undefined];
    if (logicalId === undefined || logicalId === own) return false;
    return fitGeneratedName(name, { logicalId, stack: undefined, max: 64 }) !== undefined;
  });
}

function describe(candidate: Candidate | undefined): string {
  if (candidate === undefined) return 'nothing';
  return candidate.session === undefined
    ? candidate.principal
    : `session ${candidate.session} of ${candidate.principal}`;
}

const cutNote = ' CloudFormation cut that name, and it fits another function of the template as well.';

/** Nothing is guessed: every candidate is named. */
export function ambiguous(fn: SourceFunction, named: readonly string[], note = ''): Joined {
  const which = named.length === 1 ? 'may be' : 'may be any of:';
  const how =
    note === '' ? 'Name the stack with --stack, or link it in the config.' : 'Link it in the config.';
  const message = `${fn.name} ${which} ${named.join('; ')}.${note} ${how}`;
  return {
    ...nothing(fn.kind === 'lambda' ? [] : undefined),
    stacks: [],
    because: 'ambiguous',
    by: 'name pattern',
    problems: [problem(fn, 'link-ambiguous', message)],
  };
}

function nothing(sessions: readonly string[] | undefined): Pick<Joined, 'principals' | 'sessions' | 'seen'> {
  return { principals: [], sessions, seen: false };
}

/** Deployments that would fit if the stacks named were others: a mistyped or nested stack. */
function elsewhere(fn: SourceFunction, index: PrincipalIndex): string {
  const others = sortedUnique(findCandidates(fn, index, undefined).map((each) => each.deployment));
  return others.length === 0 ? '' : ` Its names fit ${others.join(', ')}.`;
}

function notSeen(fn: SourceFunction, hint = '', where = ''): Problem {
  const what = fn.kind === 'lambda' ? 'No session' : 'No call';
  const outcome = where === '' ? 'nothing can be said of its grants' : 'the other stacks decide for it';
  const message = `${what} of ${fn.name} was seen in the usage${where}: ${outcome}.${hint}`;
  return problem(fn, 'function-not-seen', message);
}

function problem(fn: SourceFunction, code: string, message: string): Problem {
  return { kind: 'link', code, uri: fn.uri, line: fn.range.start.line, message };
}
