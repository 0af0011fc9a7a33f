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
