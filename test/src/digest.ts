import type { Analysis, FunctionAnalysis, GrantAnalysis } from '@leastwise/core';

/** What of an analysis a person compares: short enough to be read in a diff, nothing computed. */
export interface Digest {
  readonly functions: readonly object[];
  /** `rule line:character-line:character function: message`; lines count from 0, as in the analysis. */
  readonly findings: readonly string[];
  /** `kind code line: message`. */
  readonly problems: readonly string[];
}

/** Longer lists of actions are told by their number: what a wildcard expands to changes with the catalog. */
const MOST_LISTED = 8;

export function digest({ functions, findings, problems }: Analysis): Digest {
  return {
    functions: functions.map(functionDigest),
    findings: findings.map(
      ({ rule, range: { start, end }, function: name, message }) =>
        `${rule} ${start.line}:${start.character}-${end.line}:${end.character} ${name}: ${message}`,
    ),
    problems: problems.map(({ kind, code, line, message }) => `${kind} ${code} ${line}: ${message}`),
  };
}

function functionDigest(fn: FunctionAnalysis): object {
  const bindings = Object.entries(fn.bindings).filter(([symbol]) => !symbol.startsWith('${AWS::'));
  return {
    id: fn.id,
    principal: fn.principal,
    session: fn.session,
    bindings: Object.fromEntries(
      bindings.map(([symbol, { value, because }]) => [symbol, `${value} (${because})`]),
    ),
    grants: Object.fromEntries(
      fn.grants
        .filter(({ implied }) => !implied)
        .map((grant) => [`${grant.statement}: ${grant.pattern} on ${grant.resource}`, verdicts(grant)]),
    ),
    narrowed: fn.narrowed?.Statement,
    keepAttached: fn.keepAttached,
    expiring: fn.expiring,
    backtest: fn.proofs?.backtest,
  };
}

function verdicts({ actions, reasons }: GrantAnalysis): Record<string, string> {
  const told = Object.entries(actions).filter(([, list]) => list.length > 0);
  return Object.fromEntries(
    told.map(([verdict, list]) => {
      const why = reasons[list[0] ?? ''] ?? '';
      return [verdict, `${listed(list)}${why === '' ? '' : ` (${why})`}`];
    }),
  );
}

function listed(actions: readonly string[]): string {
  return actions.length > MOST_LISTED ? `${actions.length} actions` : actions.join(' ');
}
