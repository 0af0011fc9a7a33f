import { resourceTypesOf } from '../catalog/catalog.js';
import type { PolicyDocument } from '../sources/policy.js';
import type { KnownContext, Usage } from '../usage/types.js';
import { parsePattern, pushMany, pushText, type Pattern, type PatternToken } from '../util/patterns.js';
import { bindSymbols, type Bindings } from './bindings.js';
import { compilePolicy, type CompiledPolicy, type CompiledStatement } from './compile.js';
import { confirmDifference } from './counterexample.js';
import { findInclusion, type Scope } from './inclusion.js';
import { compileMatchKey, type MatchKey } from './matchKey.js';
import type { Proof } from './types.js';
import { documentList } from './compare.js';

/** What is known about recorded calls beside action and resource. */
export interface ReplayOptions {
  /** Who asked; shown in counterexamples. */
  readonly principal?: string;
  /** ISO instant for `aws:CurrentTime` and `aws:EpochTime`; without it, time is one more unknown. */
  readonly now?: string;
  /** What symbols stand for; a symbol without a binding is an unknown text. */
  readonly bindings?: Bindings;
}

/** One recorded action on one resource, judged. A resource that ends in `*` is a prefix, undefined is "cannot be told". */
export interface JudgedCall {
  readonly usage: Usage;
  readonly resource: string | undefined;
  /** Whether the grant allows it in some context. */
  readonly isGranted: boolean;
  /** Whether narrowed allows it in every context in which the grant does. */
  readonly isCovered: Proof;
}

/** Judges every recorded call against the grant and what is left of it. */
export function judgeCalls(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  usage: readonly Usage[],
  granted: PolicyDocument | readonly PolicyDocument[],
  options: ReplayOptions = {},
): JudgedCall[] {
  const judgeWith = createJudges(narrowed, granted, options);
  return usage.flatMap((item) => {
    const resources: readonly (string | undefined)[] =
      item.resources.length > 0 ? item.resources : [undefined];
    const untold = (item.context ?? []).filter((each) => each.resources.length === 0);
    const all = untold.length > 0 && item.resources.length > 0 ? [...resources, undefined] : resources;
    return all.flatMap((resource) =>
      contextsOf(item, resource).map((keys) => ({
        usage: item,
        resource,
        ...judgeWith(keys)(item.action, resource),
      })),
    );
  });
}

/** The contexts that calls on a resource had; one without keys where nothing is known. */
function contextsOf({ context = [] }: Usage, resource: string | undefined): readonly KnownContext[] {
  const own = context.filter(({ resources }) =>
    resource === undefined ? resources.length === 0 : resources.includes(resource),
  );
  return own.length === 0 ? [{}] : own.map(({ keys }) => keys);
}

type Judgement = Pick<JudgedCall, 'isGranted' | 'isCovered'>;
type Judge = (action: string, resource: string | undefined) => Judgement;

const HOLDS: Proof = { result: 'holds' };

/** One judge for each set of known keys: policies are compiled once. */
function createJudges(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  granted: PolicyDocument | readonly PolicyDocument[],
  options: ReplayOptions,
): (keys: KnownContext) => Judge {
  const bound = (documents: PolicyDocument | readonly PolicyDocument[]): PolicyDocument[] =>
    documentList(documents).map((document) => bindSymbols(document, options.bindings ?? {}));
  const [compiledBefore, compiledAfter] = [
    bound(granted).map(compilePolicy),
    bound(narrowed).map(compilePolicy),
  ];
  const sides = { before: compiledBefore, after: compiledAfter };
  const judges = new Map<string, Judge>();
  return (keys) => {
    const id = JSON.stringify(keys);
    const judge = judges.get(id) ?? createJudge(sides, fixedKeys(options.now, keys), options);
    judges.set(id, judge);
    return judge;
  };
}

interface Sides {
  readonly before: readonly CompiledPolicy[];
  readonly after: readonly CompiledPolicy[];
}

function createJudge({ before, after }: Sides, fixed: Scope['fixed'], options: ReplayOptions): Judge {
  const select = selectByAction(before, after);
  const judgeWithin = (action: string, resource: Pattern | undefined, name?: string): Judgement => {
    const scope: Scope = { action, fixed, ...(resource !== undefined && { resource }) };
    const own = select(action);
    const isGranted = findInclusion(own.before, [], scope).result !== 'holds';
    if (!isGranted) return { isGranted, isCovered: HOLDS };
    const inclusion = findInclusion(own.before, own.after, scope);
    if (inclusion.result !== 'differs') return { isGranted, isCovered: inclusion };
    return {
      isGranted,
      isCovered: confirmDifference(inclusion.differences, {
        inner: before,
        outer: after,
        kind: 'inclusion',
        principal: options.principal ?? '',
        resource: name,
      }),
    };
  };
  const judge: Judge = (action, resource) =>
    resource === undefined
      ? judgeUntold(action, judgeWithin)
      : judgeWithin(action, recordedPattern(resource), isPattern(resource) ? undefined : resource);
  return judgeByKey(select, judge);
}

/** Asks once for each action and resource, or for all resources that the statements about the action do not tell apart. */
function judgeByKey(select: SelectByAction, judge: Judge): Judge {
  const memories = new Map<string, Memory>();
  return (action, resource) => {
    const memory = memories.get(action) ?? newMemory(select(action));
    memories.set(action, memory);
    const key = resource === undefined || isPattern(resource) ? undefined : memory.keyOf(resource);
    const [known, id] = key === undefined ? [memory.byResource, resource] : [memory.byKey, key];
    const found = known.get(id);
    if (found) return key === undefined ? found : about(resource, found);
    const made = judge(action, resource);
    // A reason names its resource.
    if (key === undefined || made.isCovered.result !== 'unknown') known.set(id, made);
    return made;
  };
}

interface Memory {
  readonly keyOf: MatchKey;
  readonly byKey: Map<string | undefined, Judgement>;
  readonly byResource: Map<string | undefined, Judgement>;
}

function newMemory({ before, after }: ReturnType<SelectByAction>): Memory {
  return { keyOf: compileMatchKey([...before, ...after]), byKey: new Map(), byResource: new Map() };
}

/** What was found for another resource of the same key, for this one. */
function about(resource: string | undefined, found: Judgement): Judgement {
  const { isCovered } = found;
  if (isCovered.result !== 'fails' || resource === undefined) return found;
  const counterexample = { ...isCovered.counterexample, resource };
  return { ...found, isCovered: { result: 'fails', counterexample } };
}

/**
 * A call of which the record does not tell the resource was about anything; where that cannot be covered, about anything
 * of the types that the action has: one statement grants keys and objects to `kms:Decrypt`, which never asks for objects.
 */
function judgeUntold(
  action: string,
  judgeWithin: (action: string, resource: Pattern | undefined) => Judgement,
): Judgement {
  const whole = judgeWithin(action, undefined);
  if (whole.isCovered.result === 'holds') return whole;
  const typed = typePatterns(action).map((pattern) => judgeWithin(action, pattern));
  const isCovered = typed.length > 0 && typed.every((each) => each.isCovered.result === 'holds');
  return isCovered ? { isGranted: typed.some((each) => each.isGranted), isCovered: HOLDS } : whole;
}

/** What of both sides is about an action: the same action is asked for with many resources. */
type SelectByAction = (action: string) => Sides;

function selectByAction(before: readonly CompiledPolicy[], after: readonly CompiledPolicy[]): SelectByAction {
  const known = new Map<string, ReturnType<SelectByAction>>();
  const pick = (policies: readonly CompiledPolicy[], lower: string): CompiledPolicy[] =>
    policies.map((policy) => ({
      ...policy,
      statements: policy.statements.filter((each) => appliesTo(each, lower)),
    }));
  return (action) => {
    const lower = action.toLowerCase();
    const found = known.get(lower) ?? { before: pick(before, lower), after: pick(after, lower) };
    known.set(lower, found);
    return found;
  };
}

function appliesTo({ action }: CompiledStatement, lower: string): boolean {
  return action.items !== undefined && action.items.some((item) => item.matches(lower)) !== action.negated;
}

/** A recorded `?` stands for one character that the record does not show (the six of a secret's suffix). */
function recordedPattern(resource: string): Pattern {
  if (!isPattern(resource)) return textPattern(resource);
  return resource
    .split(/(?=[*?])|(?<=[*?])/)
    .flatMap((part) => (isWild(part) ? parsePattern(part) : textPattern(part)));
}

function isPattern(resource: string): boolean {
  return resource.endsWith('*') || resource.includes('?');
}

function isWild(part: string): boolean {
  return part === '*' || part === '?';
}

function textPattern(text: string): Pattern {
  const tokens: PatternToken[] = [];
  pushText(tokens, text);
  return tokens;
}

function fixedKeys(now: string | undefined, keys: KnownContext): Scope['fixed'] {
  const told = Object.entries(keys).map(([key, value]) => [key.toLowerCase(), [value]] as const);
  const milliseconds = now === undefined ? Number.NaN : Date.parse(now);
  if (Number.isNaN(milliseconds)) return new Map(told);
  return new Map([
    ...told,
    ['aws:currenttime', [new Date(milliseconds).toISOString()]],
    ['aws:epochtime', [String(Math.floor(milliseconds / 1000))]],
  ]);
}

/** The ARNs that an action can be asked for, as far as the catalog knows; a `*` in the first five segments stays in its own. */
function typePatterns(action: string): Pattern[] {
  const formats = resourceTypesOf(action).flatMap(({ arnFormats }) => arnFormats);
  return formats.map((format) => {
    const tokens: PatternToken[] = [];
    let colons = 0;
    for (const letter of format.replace(/\$\{[^}]*\}/g, '*')) {
      if (letter === '*') pushMany(tokens, colons >= 5);
      else tokens.push({ kind: 'letter', letter });
      if (letter === ':') colons++;
    }
    return tokens;
  });
}
