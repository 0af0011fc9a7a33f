import { rules } from '@leastwise/core';

/** The repository of package.json, where people read it. */
export const repository = 'https://github.com/leastwise/leastwise';

const known: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** The page of a rule; undefined for what is no rule. */
export function rulePage(rule: string): string | undefined {
  return known.has(rule) ? `${repository}/blob/main/docs/rules/${rule}.md` : undefined;
}
