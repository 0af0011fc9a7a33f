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

/** Beyond this many steps two patterns are taken to meet: far above what IAM's size limits allow. */
const mostIntersectSteps = 16_000_000;

/**
 * Whether some text is in the language of both patterns. Errs towards true only for pairs whose lengths multiply to more
 * than 16 million.
 */
export function patternsIntersect(a: string, b: string): boolean {
  if (a.length * b.length > mostIntersectSteps) return true;
  // reached[j]: some text is matched by both a[0..i) and b[0..j).
  let reached = new Uint8Array(b.length + 1);
  reached[0] = 1;
  for (let i = 0; i <= a.length; i++) {
    const next = new Uint8Array(b.length + 1);
    for (let j = 0; j <= b.length; j++) {
      if (reached[j] === 1) step(a[i], b[j], j, reached, next);
    }
    if (i === a.length) return reached[b.length] === 1;
    reached = next;
  }
  return false;
}

/** Goes on from position (i, j), where the two patterns read `x` and `y` or have ended: `here` is row i, `next` row i + 1. */
function step(
  x: string | undefined,
  y: string | undefined,
  j: number,
  here: Uint8Array,
  next: Uint8Array,
): void {
  // A star may end here, or go on over whatever the other pattern reads.
  if (x === '*') next[j] = 1;
  if (y === '*') here[j + 1] = 1;
  if (x === '*' && y !== undefined) here[j + 1] = 1;
  if (y === '*' && x !== undefined) next[j] = 1;
  if (x === undefined || y === undefined || x === '*' || y === '*') return;
  if (x === y || x === '?' || y === '?') next[j + 1] = 1;
}
