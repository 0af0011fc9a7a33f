import type { PolicyStatement } from '../sources/policy.js';

/**
 * Sids are unique within a policy: a repeated one gets `2`, `3`, ... in order.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function uniqueSids(statements: readonly PolicyStatement[]): PolicyStatement[] {
  const first = new Set(statements.map(({ Sid }) => Sid));
  const taken = new Set<string>();
  return statements.map((statement) => {
    const { Sid } = statement;
    if (Sid === undefined || Sid === '') return statement;
    const sid = taken.has(Sid) ? nextFree(Sid, first, taken) : Sid;
    taken.add(sid);
    return sid === Sid ? statement : { ...statement, Sid: sid };
  });
}

function nextFree(sid: string, stated: ReadonlySet<string | undefined>, taken: ReadonlySet<string>): string {
  let number = 2;
  while (stated.has(`${sid}${number}`) || taken.has(`${sid}${number}`)) number++;
  return `${sid}${number}`;
}
