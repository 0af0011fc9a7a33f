import type { SourceModel, SourceResource } from '../../sources/model.js';
import { lastSegment, parseArn } from '../../util/arn.js';
import { compareText } from '../../util/order.js';
import { matchPattern } from '../../util/wildcard.js';
import type { Binding, Snapshot } from '../types.js';
import { deploymentOf, only, type LinkScope } from './deployment.js';
import { fitGeneratedName } from './generatedName.js';
import { observedNames, type ObservedName } from './observedNames.js';
import { BOUND_TYPES, type BoundType } from './resourceTypes.js';
import { PLACES, TERRAFORM_TYPES } from './terraformTypes.js';
import { fillSymbols, pseudoParameters, urlSuffix, type Deployment } from './symbols.js';

/**
 * What the symbols of a source stand for where the function was found: `${Orders}`, `${Orders.Arn}` and the attributes
 * of resourceTypes, and the pseudo parameters. A symbol with several possible values has no binding, and a grant that
 * holds it stays.
 */
export function findBindings(
  model: SourceModel,
  snapshot: Snapshot,
  scope: LinkScope,
): Record<string, Binding> {
  const deployment = deploymentOf(scope, snapshot);
  // Most functions of a template are deployed together: they share one answer.
  const key = JSON.stringify([deployment, scope.stacks, scope.by]);
  const known = answersOf(model, snapshot);
  const bindings = known.get(key) ?? bindAll(model, { snapshot, scope, deployment });
  known.set(key, bindings);
  return bindings;
}

type Answers = Map<string, Record<string, Binding>>;

const answers = new WeakMap<SourceModel, WeakMap<Snapshot, Answers>>();

function answersOf(model: SourceModel, snapshot: Snapshot): Answers {
  const ofModel = answers.get(model) ?? new WeakMap<Snapshot, Answers>();
  answers.set(model, ofModel);
  const known = ofModel.get(snapshot) ?? new Map<string, Record<string, Binding>>();
  ofModel.set(snapshot, known);
  return known;
}

function bindAll(model: SourceModel, around: Surroundings): Record<string, Binding> {
  const { scope, deployment } = around;
  const found: [string, Binding][] = [...pseudoParameters(deployment)].map(([symbol, value]) => [
    symbol,
    { value, because: scope.by },
  ]);
  if (model.format === 'terraform') found.push(...bindTerraform(model, around));
  for (const resource of model.resources) {
    const type = BOUND_TYPES.get(resource.type);
    if (type === undefined) continue;
    const physical = findPhysical(resource, type, around);
    if (physical !== undefined) found.push(...symbolsOf(resource.logicalId, type, physical));
  }
  return Object.fromEntries(found.sort(([a], [b]) => compareText(a, b)));
}

/** `${aws_sqs_queue.orders.arn}` and the like, and the data sources that say where the module runs. */
function bindTerraform(model: SourceModel, around: Surroundings): [string, Binding][] {
  const { scope, deployment } = around;
  return model.resources.flatMap((resource): [string, Binding][] => {
    const { logicalId, type } = resource;
    const places = Object.entries(Object.hasOwn(PLACES, type) ? (PLACES[type] ?? {}) : {});
    const here = places.flatMap(([attribute, what]): [string, Binding][] => {
      const value = deployment[what];
      return value === undefined ? [] : [[`\${${logicalId}.${attribute}}`, { value, because: scope.by }]];
    });
    const own = TERRAFORM_TYPES.get(type);
    const physical = own && findPhysical(resource, own.type, around);
    if (own === undefined || physical === undefined) return here;
    const values = { name: physical.name, arn: physical.arn, url: queueUrl(physical) };
    return Object.entries(own.attributes).flatMap(([attribute, what]): [string, Binding][] => {
      const value = values[what];
      const { because } = physical;
      return value === undefined ? [] : [[`\${${logicalId}.${attribute}}`, { value, because }]];
    });
  });
}

interface Physical {
  readonly name: string | undefined;
  readonly arn: string | undefined;
  readonly because: Binding['because'];
}

interface Surroundings {
  readonly snapshot: Snapshot;
  readonly scope: LinkScope;
  readonly deployment: Deployment;
}

function findPhysical(resource: SourceResource, type: BoundType, around: Surroundings): Physical | undefined {
  const ids = collectedIds(resource, around);
  if (ids.length > 0) {
    const id = only(ids);
    return id === undefined ? undefined : fromRef(id, type, around);
  }
  if (resource.declaredName !== undefined) return fromDeclared(resource.declaredName, type, around);
  return fromObserved(
    (name) => isGenerated(name, resource.logicalId, type, around.scope.stacks),
    type,
    around,
  );
}

function collectedIds(resource: SourceResource, { snapshot, scope }: Surroundings): string[] {
  return snapshot.stacks
    .filter((stack) => scope.stacks.includes(stack.stack))
    .flatMap((stack) => stack.resources)
    .filter((each) => each.logicalId === resource.logicalId && each.type === resource.type)
    .map((each) => each.physicalId);
}

/** A stack's physical id is what `Ref` returns. */
function fromRef(id: string, type: BoundType, around: Surroundings): Physical {
  const because = 'stack resources';
  if (type.ref === 'arn') {
    const resource = parseArn(id)?.resource ?? '';
    const name = resource.startsWith(type.before) ? resource.slice(type.before.length) : undefined;
    return { name, arn: id, because };
  }
  const name = type.ref === 'url' ? lastSegment(id) : id;
  return { name, arn: arnOf(name, type, around), because };
}

function fromDeclared(declared: string, type: BoundType, around: Surroundings): Physical | undefined {
  const pattern = fillSymbols(declared, pseudoParameters(around.deployment));
  if (pattern.includes('*')) {
    if (!/[A-Za-z0-9]/.test(pattern)) return undefined;
    return fromObserved((name) => matchPattern(pattern, withoutTail(name, type)), type, around);
  }
  return { name: pattern, arn: arnOf(pattern, type, around), because: 'declared name' };
}

function fromObserved(
  fits: (name: string) => boolean,
  type: BoundType,
  around: Surroundings,
): Physical | undefined {
  const found = observedHere(type, around).filter((observed) => fits(observed.name));
  const [first] = found;
  if (first === undefined || found.length > 1) return undefined;
  return { name: first.name, arn: first.arn, because: 'name pattern' };
}

function observedHere(type: BoundType, { snapshot, deployment }: Surroundings): ObservedName[] {
  return observedNames(snapshot, type).filter(
    ({ account }) => account === '' || deployment.account === undefined || account === deployment.account,
  );
}

function isGenerated(name: string, logicalId: string, type: BoundType, stacks: readonly string[]): boolean {
  if (type.generated === 'none') return false;
  const bare = withoutTail(name, type);
  const short = type.generated === 'cfn' ? `CFN-${logicalId}-` : `${logicalId}-`;
  const isShort = bare.startsWith(short) && /^[A-Za-z0-9]{12,13}$/.test(bare.slice(short.length));
  if (isShort && (type.generated === 'cfn' || type.generated === 'without stack')) return true;
  const lowerCase = type.generated === 'lower';
  const anyStack: readonly (string | undefined)[] = stacks.length === 0 ? [undefined] : stacks;
  return anyStack.some(
    (stack) => fitGeneratedName(bare, { logicalId, stack, max: type.max, lowerCase }) !== undefined,
  );
}

function withoutTail(name: string, type: BoundType): string {
  return type.tail === undefined ? name : name.slice(0, -type.tail);
}

/** Built where account and region are known, else the only ARN seen with this name. */
function arnOf(name: string, type: BoundType, around: Surroundings): string | undefined {
  const { partition, account, region } = around.deployment;
  const seen = only(
    observedHere(type, around)
      .filter((observed) => withoutTail(observed.name, type) === name)
      .map((observed) => observed.arn),
  );
  // What the service added to the name, or a role's path, can only be seen.
  if (type.tail !== undefined || type.service === 'iam' || partition === undefined) return seen;
  const rest = `${type.before}${type.service === 'ssm' ? name.replace(/^\//, '') : name}${type.after ?? ''}`;
  if (type.global === true) return `arn:${partition}:${type.service}:::${rest}`;
  if (account === undefined || region === undefined) return seen;
  return `arn:${partition}:${type.service}:${region}:${account}:${rest}`;
}

function symbolsOf(logicalId: string, type: BoundType, physical: Physical): [string, Binding][] {
  const { because } = physical;
  const values = {
    name: physical.name,
    id: physical.name,
    arn: physical.arn,
    url: queueUrl(physical),
  };
  const wanted: [string, keyof typeof values][] = [
    [`\${${logicalId}}`, type.ref],
    [`\${${logicalId}.Arn}`, 'arn'],
    ...Object.entries(type.attributes ?? {}).map(([attribute, what]): [string, keyof typeof values] => [
      `\${${logicalId}.${attribute}}`,
      what,
    ]),
  ];
  return wanted.flatMap(([symbol, what]): [string, Binding][] => {
    const value = values[what];
    return value === undefined ? [] : [[symbol, { value, because }]];
  });
}

/** Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function queueUrl({ arn: text }: Physical): string | undefined {
  const arn = text === undefined ? undefined : parseArn(text);
  if (arn?.service !== 'sqs') return undefined;
  return `https://sqs.${arn.region}.${urlSuffix(arn.partition)}/${arn.account}/${arn.resource}`;
}
