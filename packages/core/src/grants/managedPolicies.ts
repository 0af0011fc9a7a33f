import { managedPoliciesReady, managedStatements } from '../catalog/managedPolicies.js';
import { policyTemplates } from '../sources/formats/sam/data/policyTemplates.js';
import type {
  AttachedPolicy,
  SourceFunction,
  SourceModel,
  SourcePolicy,
  SourceStatement,
  Token,
} from '../sources/model.js';
import type { PolicyStatement } from '../sources/policy.js';
import type { Parsed, Problem } from '../util/problems.js';

/**
 * Managed policies that a source names and AWS writes become policies of kind `named`, shown where they are named; each
 * function keeps its order, the named ones behind its own. What is not known stays attached, and is a problem.
 */
export function resolveManagedPolicies(models: readonly SourceModel[]): Parsed<SourceModel[]> {
  const problems: Problem[] = [];
  const value = models.map((model) => resolveModel(model, problems));
  return { value, problems };
}

function resolveModel(model: SourceModel, problems: Problem[]): SourceModel {
  if (model.functions.every(({ attached }) => attached.length === 0)) return model;
  const named = new Map<string, SourcePolicy>();
  const places = new Map<string, number>();
  const functions = model.functions.map((fn) => resolveFunction(model, fn, { named, places }, problems));
  return { ...model, functions, policies: [...model.policies, ...named.values()] };
}

function resolveFunction(
  model: SourceModel,
  fn: SourceFunction,
  { named, places }: { named: Map<string, SourcePolicy>; places: Map<string, number> },
  problems: Problem[],
): SourceFunction {
  const unknown: AttachedPolicy[] = [];
  const ids: string[] = [];
  for (const attached of fn.attached) {
    const name = awsManagedName(attached.arn);
    const statements = name === undefined ? undefined : managedStatements(name);
    if (name === undefined || statements === undefined) {
      unknown.push(attached);
      if (!isOpaque(attached.arn)) problems.push(unresolved(attached, name));
      continue;
    }
    // Of the place where it is named, counted: an edit above must not make another policy of it.
    const place = `${attached.uri}:${attached.span.from}`;
    const ordinal = places.get(place) ?? places.size;
    places.set(place, ordinal);
    const id = `${model.uri}#managed/${name}/${ordinal}`;
    ids.push(id);
    if (!named.has(id)) named.set(id, toPolicy(id, name, statements, attached));
  }
  return { ...fn, policies: [...fn.policies, ...ids], attached: unknown };
}

/** The source said so itself. */
function isOpaque(arn: string): boolean {
  return arn.startsWith('${Fn::');
}

const ofAws = ':iam::aws:policy/';

/** `arn:aws:iam::aws:policy/service-role/AWSLambdaRole` → `service-role/AWSLambdaRole`, in any partition, a symbol included. */
export function awsManagedName(arn: string): string | undefined {
  const at = arn.startsWith('arn:') ? arn.indexOf(ofAws) : -1;
  return at < 0 ? undefined : arn.slice(at + ofAws.length);
}

function toPolicy(
  id: string,
  name: string,
  statements: readonly PolicyStatement[],
  { arn, uri, span, range }: AttachedPolicy,
): SourcePolicy {
  return {
    id,
    name: name.slice(name.lastIndexOf('/') + 1),
    kind: 'named',
    statements: statements.map((statement, index) =>
      toSourceStatement(statement, index, { uri, span, range }),
    ),
    origin: { kind: 'managed', name: arn, parameters: {}, span },
    uri,
    range,
  };
}

function toSourceStatement(
  statement: PolicyStatement,
  index: number,
  place: Pick<AttachedPolicy, 'uri' | 'span' | 'range'>,
): SourceStatement {
  const { uri, span, range } = place;
  const tokens = (value: string | string[] | undefined): Token[] =>
    (value === undefined ? [] : [value].flat()).map((text) => ({ text, span, range, literal: false }));
  return {
    id: statement.Sid === undefined || statement.Sid === '' ? String(index) : statement.Sid,
    sid: statement.Sid,
    effect: statement.Effect,
    action: tokens(statement.Action),
    notAction: tokens(statement.NotAction),
    resource: tokens(statement.Resource),
    notResource: tokens(statement.NotResource),
    condition: statement.Condition,
    uri,
    span,
    range,
  };
}

function unresolved({ arn, uri, range }: AttachedPolicy, name: string | undefined): Problem {
  const why = name === undefined ? whyElsewhere(arn) : whyUnknown();
  const shown = arn.length > 80 ? `${arn.slice(0, 77)}...` : arn;
  const message = `The managed policy \`${shown.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')}\` ${why}. Its grants are not looked at, and it stays attached.`;
  return { kind: 'unresolved', code: 'managed-policy-unresolved', uri, line: range.start.line, message };
}

function whyElsewhere(arn: string): string {
  if (arn.startsWith('arn:') || arn.startsWith('${'))
    return 'stands outside this source; give it as a source of its own';
  return Object.hasOwn(policyTemplates, arn)
    ? `is a policy template of SAM, which stands with its parameters: \`${arn}: { ... }\``
    : 'is neither an ARN nor the name of an AWS managed policy';
}

function whyUnknown(): string {
  return managedPoliciesReady()
    ? 'is not in the table of AWS managed policies'
    : 'cannot be looked up: the table of AWS managed policies is not loaded (`await prepare()`)';
}
