import { compareText } from '../../util/order.js';
import { addArns, type ArnContext, type Candidates } from './buildArns.js';
import type { EventPlan } from './plan.js';
import { isObject, own, text } from './read.js';

/** Most ARNs kept of one record; of a record with more it cannot be told what it is about. */
const MOST_ARNS = 200;
const ARN_KEYS = ['ARN', 'arn', 'resourceARN', 'resourceArn', 'resourceName'];
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
  const built: Candidates = { arns: new Set(), instead: new Set(), complete: true };
  for (const arn of plan.elsewhere.arns) addArns(built, arn, record, context);
  if (isObject(parameters)) {
    for (const key of Object.keys(parameters)) {
      const known = plan.byKey.get(key);
      if (known) for (const arn of known.arns) addArns(built, arn, parameters, context);
    }
  }
  if (!built.complete) return NONE;
  if (built.instead.size > 0) return listed(built.instead);
  addGiven(built.arns, own(record, 'resources'));
  return listed(built.arns);
}

function addGiven(arns: Set<string>, resources: unknown): void {
  if (!Array.isArray(resources)) return;
  for (const resource of resources.slice(0, MOST_ARNS + 1)) {
    for (const key of ARN_KEYS) {
      const arn = text(resource, key);
      if (arn.startsWith('arn:')) arns.add(arn);
    }
  }
}

function listed(arns: Set<string>): readonly string[] {
  if (arns.size === 0 || arns.size > MOST_ARNS) return NONE;
  const candidates = [...arns].map(toCandidate);
  return candidates.length === 1 ? candidates : [...new Set(candidates)].sort(compareText);
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
