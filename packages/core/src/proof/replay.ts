import { resourceTypesOf } from '../catalog/catalog.js';
import type { PolicyDocument } from '../sources/policy.js';
import type { Usage } from '../usage/types.js';
import { parsePattern, pushMany, pushText, type Pattern, type PatternToken } from '../util/patterns.js';
import { bindSymbols, type Bindings } from './bindings.js';
import { compilePolicy, type CompiledPolicy, type CompiledStatement } from './compile.js';
import { confirmDifference } from './counterexample.js';
import { findInclusion, type Scope } from './inclusion.js';
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
  const judge = createJudge(narrowed, granted, options);
  return usage.flatMap((item) => {
    const resources: readonly (string | undefined)[] =
      item.resources.length > 0 ? item.resources : [undefined];
    return resources.map((resource) => ({ usage: item, resource, ...judge(item.action, resource) }));
  });
}

type Judgement = Pick<JudgedCall, 'isGranted' | 'isCovered'>;
type Judge = (action: string, resource: string | undefined) => Judgement;

const HOLDS: Proof = { result: 'holds' };

function createJudge(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  granted: PolicyDocument | readonly PolicyDocument[],
  options: ReplayOptions,
): Judge {
  const bound = (documents: PolicyDocument | readonly PolicyDocument[]): PolicyDocument[] =>
    documentList(documents).map((document) => bindSymbols(document, options.bindings ?? {}));
  const [compiledBefore, compiledAfter] = [
    bound(granted).map(compilePolicy),
    bound(narrowed).map(compilePolicy),
  ];
  const plain = plainJudge(compiledBefore, compiledAfter);
  const fixed = fixedKeys(options.now);
  const select = selectByAction(compiledBefore, compiledAfter);
  const judgeWithin = (action: string, resource: Pattern | undefined): Judgement => {
    const scope: Scope = { action, fixed, ...(resource !== undefined && { resource }) };
    const own = select(action);
    const isGranted = findInclusion(own.before, [], scope).result !== 'holds';
    if (!isGranted) return { isGranted, isCovered: HOLDS };
    const inclusion = findInclusion(own.before, own.after, scope);
    if (inclusion.result !== 'differs') return { isGranted, isCovered: inclusion };
    return {
      isGranted,
      isCovered: confirmDifference(inclusion.differences, {
        inner: compiledBefore,
        outer: compiledAfter,
        kind: 'inclusion',
        principal: options.principal ?? '',
      }),
    };
  };
  const judge: Judge = (action, resource) =>
    resource === undefined
      ? judgeUntold(action, judgeWithin)
      : judgeWithin(action, recordedPattern(resource));
  const known = new Map<string, Judgement>();
  return (action, resource) => {
    const quick = plain(action, resource);
    if (quick === 'covered') return { isGranted: true, isCovered: HOLDS };
    const id = `${action} ${resource ?? ''}`;
    const found = known.get(id) ?? judge(action, resource);
    known.set(id, found);
    return found;
  };
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
function selectByAction(
  before: readonly CompiledPolicy[],
  after: readonly CompiledPolicy[],
): (action: string) => { before: readonly CompiledPolicy[]; after: readonly CompiledPolicy[] } {
  const known = new Map<string, ReturnType<ReturnType<typeof selectByAction>>>();
  const about = (policies: readonly CompiledPolicy[], lower: string): CompiledPolicy[] =>
    policies.map((policy) => ({
      ...policy,
      statements: policy.statements.filter((each) => appliesTo(each, lower)),
    }));
  return (action) => {
    const lower = action.toLowerCase();
    const found = known.get(lower) ?? { before: about(before, lower), after: about(after, lower) };
    known.set(lower, found);
    return found;
  };
}

function appliesTo({ action }: CompiledStatement, lower: string): boolean {
  return action.items !== undefined && action.items.some((item) => item.matches(lower)) !== action.negated;
}

/**
 * The common case without symbolic reasoning: an Allow without condition covers the call on both sides and no Deny is
 * there for the action. Everything else is left to the proof.
 */
function plainJudge(
  before: readonly CompiledPolicy[],
  after: readonly CompiledPolicy[],
): (action: string, resource: string | undefined) => 'covered' | undefined {
  const byAction = new Map<string, { before: Selected; after: Selected }>();
  return (action, resource) => {
    if (resource === undefined || isPattern(resource)) return undefined;
    const found = byAction.get(action) ?? {
      before: selectPlain(before, action),
      after: selectPlain(after, action),
    };
    byAction.set(action, found);
    const isPlain = found.before.isPlain && found.after.isPlain;
    return isPlain && covers(found.before, resource) && covers(found.after, resource) ? 'covered' : undefined;
  };
}

interface Selected {
  readonly isPlain: boolean;
  readonly allows: readonly CompiledStatement[];
}

const NO_CONTEXT: ReadonlyMap<string, readonly string[]> = new Map();

function selectPlain(policies: readonly CompiledPolicy[], action: string): Selected {
  const lower = action.toLowerCase();
  const applying = policies
    .flatMap(({ statements }) => statements)
    .filter((statement) => appliesTo(statement, lower));
  const isPlain = applying.every(({ effect }) => effect === 'Allow');
  const allows = applying.filter(
    ({ clauses, resource }) =>
      clauses.length === 0 && resource?.negated === false && !resource.items?.some(hasReference),
  );
  return { isPlain, allows };
}

function hasReference(item: { readonly text: string }): boolean {
  return item.text.includes('${');
}

function covers({ allows }: Selected, resource: string): boolean {
  return allows.some((statement) =>
    statement.resource?.items?.some((item) => item.matches(resource, NO_CONTEXT)),
  );
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

function fixedKeys(now: string | undefined): Scope['fixed'] {
  const milliseconds = now === undefined ? Number.NaN : Date.parse(now);
  if (Number.isNaN(milliseconds)) return new Map();
  return new Map([
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
