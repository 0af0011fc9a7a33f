import type { SourceStatement } from '../../model.js';
import { rangeAt, report } from '../../reading.js';
import type { Entry } from '../../tree.js';
import type { Span } from '../../../util/text.js';
import { addPolicy, idIn, type RoleHolding, type Template } from '../cloudFormation/template.js';
import { executionPolicies } from './data/executionPolicies.js';
import { toStatements } from './statements.js';

/** Something that gives a role permissions by itself, and where in the text it stands. */
export interface Feature {
  readonly template: Template;
  readonly holding: RoleHolding;
  /** Logical id of the resource it belongs to. */
  readonly owner: string;
  /** Path of its property below the resource: `Tracing`, `Events.Stream`. */
  readonly name: string;
  /** Where it is shown: the key. */
  readonly at: Span;
  /** The whole item. */
  readonly whole: Span;
}

/** A feature that one property brings in. */
export function featureAt(
  template: Template,
  holding: RoleHolding,
  owner: string,
  name: string,
  entry: Entry,
): Feature {
  const whole = { from: entry.keySpan.from, to: entry.value.span.to };
  return { template, holding, owner, name, at: entry.keySpan, whole };
}

/** Gives the role a policy of this name for the feature; nothing where there is no statement. */
export function implyPolicy(feature: Feature, name: string, made: readonly SourceStatement[]): void {
  if (made.length === 0) return;
  const { template, holding, owner, at } = feature;
  const { reading } = template;
  const id = uniqueId(template, idIn(template, owner, 'implied', name));
  const statements = made.map((statement, index) => ({ ...statement, id: String(index) }));
  const origin = { kind: 'feature' as const, name: feature.name, parameters: {}, span: feature.whole };
  const range = rangeAt(reading, at);
  holding.policies.add(
    addPolicy(template, owner, { id, name, kind: 'implied', statements, origin, uri: reading.uri, range }),
  );
}

function uniqueId({ owners }: Template, id: string): string {
  let free = id;
  for (let number = 2; owners.has(free); number++) free = `${id}${number}`;
  return free;
}

/** Gives the role what an AWS managed policy that SAM attaches by itself grants, once a role. */
export function implyManaged(feature: Feature, name: string): void {
  const policy = executionPolicies[name];
  const { template, holding, owner, at } = feature;
  if (policy === undefined || impliesManaged(template, holding, owner, name)) return;
  implyPolicy(
    feature,
    name,
    toStatements(policy.statements, new Map(), { reading: template.reading, span: at }),
  );
}

/** Whether the role has this managed policy from a feature already. */
export function impliesManaged(
  template: Template,
  holding: RoleHolding,
  owner: string,
  name: string,
): boolean {
  return holding.policies.has(idIn(template, owner, 'implied', name));
}

/** What SAM refuses: the template is not deployed as it stands. */
export function refuseSam({ reading }: Template, span: Span, why: string): void {
  report(reading, 'input', 'sam-invalid', span, `${why} SAM refuses the template.`);
}
