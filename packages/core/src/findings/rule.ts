import { hashText } from '../util/hash.js';
import type { Severity } from '../sources/config.js';
import type { SourcePolicy, Token } from '../sources/model.js';
import type { Comparison } from './compare.js';
import type { FunctionContext } from './context.js';
import type { Finding } from './types.js';

/** A rule is data first: what it is called, how bad it is, and the one function that finds it. */
export interface Rule {
  /** thing-check; also the name of its page `docs/rules/<id>.md`. */
  readonly id: string;
  readonly severity: Severity;
  /** One line: what a finding of this rule means. */
  readonly description: string;
  check(comparisons: readonly Comparison[], context: FunctionContext): RuleFinding[];
}

/** What a rule itself knows of a finding; the rest is the same for all. */
export interface RuleFinding {
  /** Undefined: it is about no grant. */
  readonly comparison: Comparison | undefined;
  readonly token: Token;
  readonly message: string;
  readonly evidence: Record<string, unknown>;
  /** Set where it is about the whole of a policy. */
  readonly policy?: SourcePolicy;
  /** What else it is about, where several are one. */
  readonly more?: readonly GrantToken[];
}

/** A token of a grant. */
export interface GrantToken {
  readonly comparison: Comparison;
  readonly token: Token;
}

/** A finding with the place that it is about, for who makes a suggestion of it. */
export interface LocatedFinding {
  readonly finding: Finding;
  /** The tokens that it is about; none where it is about no grant. */
  readonly places: readonly GrantToken[];
}

export function toFinding(
  rule: Rule,
  found: RuleFinding,
  severity: Severity,
  context: FunctionContext,
): Finding {
  const { comparison, token, message, evidence } = found;
  const policy = found.policy ?? comparison?.grant.policy;
  const statement = found.policy === undefined ? comparison?.grant.statement : undefined;
  return {
    rule: rule.id,
    severity,
    message,
    function: context.fn.name,
    uri: statement?.uri ?? policy?.uri ?? context.fn.uri,
    range: token.range,
    evidence: statement === undefined ? evidence : { statement: statement.id, ...evidence },
    fingerprint: hashText(
      [rule.id, context.fn.id, policy?.id, statement?.id, found.policy === undefined ? token.text : ''].join(
        '\n',
      ),
    ),
  };
}

/** Comparisons of what a person wrote, grouped by the token of the given element; what the format implies is nobody's text. */
export function byToken(
  comparisons: readonly Comparison[],
  element: 'action' | 'resource',
): { token: Token; own: Comparison[] }[] {
  const groups = new Map<Token, Comparison[]>();
  for (const comparison of comparisons) {
    const { grant } = comparison;
    if (grant.implied || grant.negatedAction || (element === 'resource' && grant.negatedResource)) continue;
    const own = groups.get(grant[element]);
    if (own === undefined) groups.set(grant[element], [comparison]);
    else own.push(comparison);
  }
  return [...groups].map(([token, own]) => ({ token, own }));
}

/** The actions of a token that are unused under every resource of its statement, and those that are not. */
export function splitActions(own: readonly Comparison[]): { unused: string[]; kept: string[]; days: number } {
  const unused = new Set<string>();
  const kept = new Set<string>();
  let days = Infinity;
  for (const { judgements } of own) {
    for (const [action, judgement] of judgements) {
      if (judgement.verdict !== 'unused') kept.add(action);
      else {
        unused.add(action);
        days = Math.min(days, judgement.days);
      }
    }
  }
  const gone = [...unused].filter((action) => !kept.has(action));
  return { unused: gone, kept: [...kept], days: Number.isFinite(days) ? days : 0 };
}

/** `a, b and 3 more`. */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
