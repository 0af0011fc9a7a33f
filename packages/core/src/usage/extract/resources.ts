import { sortedUnique } from '../../util/order.js';
import { addArns, type ArnContext, type Candidates } from './buildArns.js';
import type { EventPlan } from './plan.js';
import { cleanText, isObject, own } from './read.js';

/** Most ARNs kept of one record; of a record with more it cannot be told what it is about. */
const MOST_ARNS = 200;
const NONE: readonly string[] = [];

/**
 * The ARNs that a record may be about, sorted: those it gives and those that can be made of its parameters. None where
 * it names more than could be made ARNs of: a list that lacks some would be worse than none.
 */
export function readResources(
  plan: EventPlan,
  record: unknown,
  parameters: unknown,
  context: ArnContext,
): readonly string[] {
  const built: Candidates = { arns: [], instead: [], complete: true };
  for (const arn of plan.elsewhere.arns) addArns(built, arn, record, context);
  if (isObject(parameters) && plan.byKey.size > 0) {
    for (const key of Object.keys(parameters)) {
      const known = plan.byKey.get(key);
      if (known) for (const arn of known.arns) addArns(built, arn, parameters, context);
    }
  }
  if (!built.complete) return NONE;
  if (built.instead.length > 0) return listed(built.instead);
  addGiven(built.arns, own(record, 'resources'));
  return listed(built.arns);
}

function addGiven(arns: string[], resources: unknown): void {
  if (!Array.isArray(resources)) return;
  for (const resource of resources.slice(0, MOST_ARNS + 1) as unknown[]) {
    if (!isObject(resource)) continue;
    const { ARN, arn, resourceARN, resourceArn, resourceName } = resource;
    for (const given of [ARN, arn, resourceARN, resourceArn, resourceName]) {
      if (typeof given !== 'string' || !given.startsWith('arn:')) continue;
      const clean = cleanText(given);
      if (clean !== undefined) arns.push(clean);
    }
  }
}

function listed(arns: readonly string[]): readonly string[] {
  const [first] = arns;
  if (first === undefined) return NONE;
  if (arns.length === 1) return [toCandidate(first)];
  const distinct = new Set(arns);
  if (distinct.size > MOST_ARNS) return NONE;
  return sortedUnique([...distinct].map(toCandidate));
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
