import { append, settle, type Found } from './found.js';
import { fieldsOf, inspect, LONGEST_TEXT, PLAIN, UNCLEAN } from './read.js';

/** Most ARNs kept of one record; of a record with more it cannot be told what it is about. */
const MOST_ARNS = 200;
const NONE: readonly string[] = [];

/**
 * The ARNs that a record may be about, sorted: those found in it and those it gives itself (`resources`). None where
 * it names more than could be made ARNs of: a list that lacks some would be worse than none.
 */
export function listResources(found: Found, resources: unknown): readonly string[] {
  if (!found.isComplete) return NONE;
  if (found.instead) return listed(found.instead, found.isPlain);
  if (Array.isArray(resources)) addGiven(found, resources);
  return listed(found.arns, found.isPlain);
}

function addGiven(found: Found, resources: readonly unknown[]): void {
  const end = Math.min(resources.length, MOST_ARNS + 1);
  for (let at = 0; at < end; at++) {
    const resource = fieldsOf<'ARN' | 'arn' | 'resourceARN' | 'resourceArn' | 'resourceName'>(resources[at]);
    addGivenArn(found, resource.ARN);
    addGivenArn(found, resource.arn);
    addGivenArn(found, resource.resourceARN);
    addGivenArn(found, resource.resourceArn);
    addGivenArn(found, resource.resourceName);
  }
}

function addGivenArn(found: Found, value: unknown): void {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT || !value.startsWith('arn:')) return;
  const kind = inspect(value);
  if (kind === UNCLEAN) return;
  if (kind !== PLAIN) found.isPlain = false;
  found.arns = append(found.arns, value);
}

function listed(arns: string[] | undefined, isPlain: boolean): readonly string[] {
  const distinct = settle(arns);
  if (distinct.length > MOST_ARNS) return NONE;
  return isPlain ? distinct : settle(distinct.map(toCandidate));
}

const NOT_LITERAL = /\*|\?|\$\{/;

/**
 * A name may hold `*`, `?` or `${` (an object key can): in a policy those would be wildcards and variables, so that the
 * candidate is the prefix before them. Only a secret's six unknown characters stay.
 */
function toCandidate(arn: string): string {
  const name = arn.endsWith('-??????') ? arn.slice(0, -7) : arn;
  const at = name.search(NOT_LITERAL);
  return at < 0 ? arn : `${arn.slice(0, at)}*`;
}
