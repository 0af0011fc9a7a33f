import type { SourceStatement } from '../sources/model.js';
import type { JudgedAction } from './judgedAction.js';
import type { KeptAction } from './keptStatement.js';

/**
 * What a plan may change: everything, or for one finding, function or rule the tokens it is about. Tokens are told by
 * their index in the statement's list.
 */
export type PlanScope =
  | 'all'
  | {
      mayRemove(statement: SourceStatement, action: number): boolean;
      mayExpire(statement: SourceStatement, action: number): boolean;
      mayNarrow(statement: SourceStatement, resource: number): boolean;
      /** Whether a condition may be added. */
      mayLimit(statement: SourceStatement): boolean;
    };

/** The actions that stay under a scope, each with its resources. What the scope leaves alone stays as granted. */
export function keptWithin(
  statement: SourceStatement,
  judged: readonly JudgedAction[],
  scope: PlanScope,
): KeptAction[] {
  if (scope === 'all') return judged.flatMap(keptInFull);
  const granted = statement.resource.map(({ text }) => text);
  const followed = followedPatterns(statement, judged, scope);
  return judged.flatMap((each) => {
    const isGone = each.places.size === 0;
    const ends = each.expires !== undefined && scope.mayExpire(statement, each.token);
    if (isGone && scope.mayRemove(statement, each.token)) return [];
    const resources = granted.flatMap(
      (text) => (followed.has(text) ? (each.places.get(text) ?? followed.get(text)) : undefined) ?? [text],
    );
    const { action, token, called } = each;
    const limits = each.passedTo !== undefined && scope.mayLimit(statement);
    return [
      {
        action,
        token,
        resources: [...new Set(resources)],
        called,
        expires: ends ? each.expires : undefined,
        ...(limits && { passedTo: each.passedTo }),
      },
    ];
  });
}

function keptInFull({ places, ...rest }: JudgedAction): KeptAction[] {
  if (places.size === 0) return [];
  return [{ ...rest, resources: [...new Set([...places.values()].flat())] }];
}

/**
 * The patterns that stand for each resource in scope. Actions that nobody used on it, and that the scope must not take
 * away, follow those that were used: they stay in one statement, on less.
 */
function followedPatterns(
  statement: SourceStatement,
  judged: readonly JudgedAction[],
  scope: Exclude<PlanScope, 'all'>,
): Map<string, string[]> {
  const followed = new Map<string, string[]>();
  statement.resource.forEach(({ text }, index) => {
    if (!scope.mayNarrow(statement, index)) return;
    const patterns = judged.flatMap(({ places }) => places.get(text) ?? []);
    // Where one of them still needs all of it, the others stay with that one.
    if (patterns.includes(text)) followed.set(text, [text]);
    else if (patterns.length > 0) followed.set(text, [...new Set(patterns)]);
  });
  return followed;
}
