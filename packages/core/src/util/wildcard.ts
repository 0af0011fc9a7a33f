/**
 * IAM's two wildcards: `*` is any run of characters (none too), `?` exactly one.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/**
 * Whether `name` is in the language of `pattern`. Greedy with one retreat point: no backtracking beyond the last star,
 * at most `pattern.length * name.length` steps.
 */
export function matchPattern(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** The same for action names, which IAM compares without regard to case. */
export function matchAction(pattern: string, name: string): boolean {
  return matchPattern(pattern.toLowerCase(), name.toLowerCase());
}

/** One piece of a pattern: a character, any one character (`?`), or a run of any characters (`*`). */
export interface WildcardToken {
  readonly kind: 'char' | 'one' | 'run';
  /** The character of kind `char`, else ''. */
  readonly char: string;
  /** Characters that a wildcard does not stand for; '' where it stands for all. */
  readonly not: string;
}

/** A pattern in pieces; where `not` is given, its wildcards do not stand for those characters. */
export function tokenizePattern(pattern: string, not = ''): WildcardToken[] {
  return Array.from({ length: pattern.length }, (_, at) => {
    const char = pattern.charAt(at);
    if (char === '*') return { kind: 'run', char: '', not };
    return char === '?' ? { kind: 'one', char: '', not } : { kind: 'char', char, not: '' };
  });
}

/** A concrete name in pieces: a star in it is a star. */
export function tokenizeName(name: string): WildcardToken[] {
  return Array.from({ length: name.length }, (_, at) => ({ kind: 'char', char: name.charAt(at), not: '' }));
}

/**
 * Whether some text is in the language of both patterns. Errs towards true only for pairs whose lengths multiply to more
 * than 16 million.
 */
export function patternsIntersect(a: string, b: string): boolean {
  return tokensIntersect(tokenizePattern(a), tokenizePattern(b));
}

/** Beyond this many steps two patterns are taken to meet: far above what IAM's size limits allow. */
const mostIntersectSteps = 16_000_000;

/** `patternsIntersect` for patterns in pieces; `not` of each holds a few characters at most, never all there are. */
export function tokensIntersect(a: readonly WildcardToken[], b: readonly WildcardToken[]): boolean {
  if (a.length * b.length > mostIntersectSteps) return true;
  // Row i of a table: here[j] is 1 where some text is matched by both a[0..i) and b[0..j).
  let here = new Uint8Array(b.length + 1);
  let next = new Uint8Array(b.length + 1);
  here[0] = 1;
  for (let i = 0; ; i++) {
    const first = here.indexOf(1);
    if (first < 0) return false;
    for (let j = first; j <= b.length; j++) {
      if (here[j] === 1) goOn(a[i], b[j], j, here, next);
    }
    if (i === a.length) return here[b.length] === 1;
    [here, next] = [next, here.fill(0)];
  }
}

/** From position (i, j), where the patterns read `x` and `y` or have ended: `here` is row i, `next` row i + 1. */
function goOn(
  x: WildcardToken | undefined,
  y: WildcardToken | undefined,
  j: number,
  here: Uint8Array,
  next: Uint8Array,
): void {
  // A run may end here, or go on over the character that the other pattern reads.
  if (x?.kind === 'run') next[j] = 1;
  if (y?.kind === 'run') here[j + 1] = 1;
  if (x === undefined || y === undefined || !shareCharacter(x, y)) return;
  if (x.kind === 'run') here[j + 1] = 1;
  else if (y.kind === 'run') next[j] = 1;
  else next[j + 1] = 1;
}

function shareCharacter(x: WildcardToken, y: WildcardToken): boolean {
  if (x.kind === 'char') return y.kind === 'char' ? x.char === y.char : !y.not.includes(x.char);
  return y.kind === 'char' ? !x.not.includes(y.char) : true;
}
