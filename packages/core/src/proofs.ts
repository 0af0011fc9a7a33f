import type { FunctionContext } from './findings/context.js';
import { documentOf, toDocument } from './grants/document.js';
import { policiesOf } from './grants/grant.js';
import { detailOf, type BacktestDetail } from './proof/backtest.js';
import { coversOf } from './proof/covers.js';
import { judgeCalls } from './proof/replay.js';
import type { Backtest, Proof } from './proof/types.js';
import { proveWithin } from './proof/within.js';
import type { SourcePolicy, SourceStatement } from './sources/model.js';
import type { PolicyDocument } from './sources/policy.js';
import { toUsage, type Calls } from './usage/functionUse.js';
import { sortedUnique } from './util/order.js';
import type { Problem } from './util/problems.js';

export interface CheckedSuggestion {
  readonly proofs: { within: Proof; covers: Proof; backtest: Backtest };
  /** True where a proof does not hold: the suggestion must not be shown. */
  readonly withheld: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Checks a narrowed policy by code that did not make it: within the grant, covering every recorded call that the grant
 * allowed, and replayed. What the format implies and what stays attached stand on both sides.
 */
export function checkProofs(
  narrowed: PolicyDocument,
  context: FunctionContext,
  attached: readonly SourcePolicy[] = [],
): CheckedSuggestion {
  const policies = policiesOf(context.model, context.fn);
  const granted = policies.filter(({ kind }) => kind !== 'implied').map((policy) => documentOf([policy]));
  const implied = policies.filter(({ kind }) => kind === 'implied').map((policy) => documentOf([policy]));
  const options = {
    now: context.now,
    bindings: Object.fromEntries(context.values),
    principal: context.link.principals[0] ?? '',
  };
  const usage = toUsage(context.use).filter(({ count, possible }) => count + possible > 0);
  const kept = attached.map((policy) => documentOf([policy]));
  const within = proveWithin([narrowed, ...withoutOwnAllows(attached, policies)], granted, {
    bindings: options.bindings,
  });
  const judged = judgeCalls([narrowed, ...kept, ...implied], usage, [...granted, ...implied], options);
  const covers = coversOf(judged);
  const detail = detailOf(judged);
  const { calls, denied, exact } = detail;
  const withheld = within.result !== 'holds' || covers.result !== 'holds' || denied > 0;
  return {
    proofs: { within, covers, backtest: { calls, denied, exact } },
    withheld,
    problems: [
      ...(withheld ? [withheldProblem(within, covers, detail, context)] : []),
      ...notGranted(detail, context),
    ],
  };
}

/**
 * What stays attached stands in the grant word for word, so that its Allows are within it already, unless a Deny of
 * another policy cuts into them: then they are part of what is to be proven. Its Denies always are.
 */
function withoutOwnAllows(attached: readonly SourcePolicy[], all: readonly SourcePolicy[]): PolicyDocument[] {
  const isDeny = ({ effect }: SourceStatement): boolean => effect === 'Deny';
  const others = all.filter((policy) => policy.kind !== 'implied' && !attached.includes(policy));
  const isCut = others.some(({ statements }) => statements.some(isDeny));
  return attached.map(({ statements }) => toDocument(isCut ? statements : statements.filter(isDeny)));
}

function withheldProblem(
  within: Proof,
  covers: Proof,
  { denied }: BacktestDetail,
  context: FunctionContext,
): Problem {
  const why = [
    within.result === 'holds' ? '' : `within the grant: ${explain(within)}`,
    covers.result === 'holds' ? '' : `covers the use: ${explain(covers)}`,
    denied === 0 ? '' : `${denied} recorded calls would be denied`,
  ].filter((text) => text !== '');
  return problemAt(
    context,
    'withheld',
    'suggestion-withheld',
    `The suggestion for ${context.fn.name} is withheld: ${why.join('; ')}. Its grants stay as they are.`,
  );
}

function explain(proof: Proof): string {
  switch (proof.result) {
    case 'holds':
      return 'holds';
    case 'fails':
      return `fails for ${proof.counterexample.action} on ${proof.counterexample.resource}`;
    case 'unknown':
      return `unknown, ${proof.reason}`;
  }
}

/** Calls that something outside the source allowed: a bucket or key policy, or a grant that is gone since. */
function notGranted(detail: BacktestDetail, context: FunctionContext): Problem[] {
  if (context.fn.attached.length > 0) return [];
  const keys = new Set(detail.notGranted.map(({ action, resource }) => callKey(action, resource)));
  return [...context.use.byAction].flatMap(([action, all]) => {
    const missing = all.filter(isProven).map((calls) => missingOf(calls, keys));
    const found = missing.filter(({ isMissing }) => isMissing);
    if (found.length === 0) return [];
    const resources = sortedUnique(found.flatMap((each) => each.resources));
    const count = found.reduce((sum, each) => sum + each.count, 0);
    // Calls that were counted together with granted ones have no number of their own.
    const times = found.some((each) => each.count === 0) ? '' : count === 1 ? ' once' : ` ${count} times`;
    const message =
      `${context.fn.name} used ${action}${placesText(resources)}${times}, which its policies here do not grant: ` +
      'a resource policy let it in, or the grant is gone or lies elsewhere. Nothing to do for this suggestion.';
    return [problemAt(context, 'input', 'used-not-granted', message)];
  });
}

/** What may have been needed and is not granted was not needed. */
function isProven({ outcome, certainty }: Calls): boolean {
  return outcome === 'use' && certainty === 'certain';
}

interface Missing {
  readonly isMissing: boolean;
  readonly resources: readonly string[];
  /** 0: some of the calls were granted. */
  readonly count: number;
}

function missingOf({ action, resources, count }: Calls, keys: ReadonlySet<string>): Missing {
  if (resources.length === 0) return { isMissing: keys.has(callKey(action, undefined)), resources, count };
  const granted = resources.filter((resource) => !keys.has(callKey(action, resource)));
  const missing = resources.filter(
    (resource) => !granted.includes(resource) && !granted.some((other) => isSameThing(resource, other)),
  );
  return { isMissing: missing.length > 0, resources: missing, count: granted.length === 0 ? count : 0 };
}

/** A record names a thing and a part of it (a function and its version, a log group and its stream): either is enough. */
function isSameThing(a: string, b: string): boolean {
  const [shorter, longer] = [a, b].map((arn) => arn.replace(/:\*$/, '')).sort((x, y) => x.length - y.length);
  return shorter !== undefined && longer?.startsWith(`${shorter}:`) === true;
}

function callKey(action: string, resource: string | undefined): string {
  return `${action}\n${resource ?? ''}`;
}

function placesText(resources: readonly string[]): string {
  const [first] = resources;
  if (first === undefined || first === '*') return '';
  return resources.length === 1 ? ` on ${first}` : ` on ${first} and ${resources.length - 1} more`;
}

function problemAt({ fn }: FunctionContext, kind: Problem['kind'], code: string, message: string): Problem {
  return { kind, code, uri: fn.uri, line: fn.range.start.line, message };
}
