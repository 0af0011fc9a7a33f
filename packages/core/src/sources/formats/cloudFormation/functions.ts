import { resolveOne, resolveTexts } from '../../intrinsics.js';
import type { SourceFunction } from '../../model.js';
import { quoted, rangeAt, report, type Resolved } from '../../reading.js';
import { child, isNull } from '../../tree.js';
import { findRole, roleElsewhere } from './references.js';
import { generatesRole, ignoredPolicies } from '../sam/generatedRoles.js';
import { idIn, type RoleHolding, type Template, type TemplateResource } from './template.js';

interface Shape {
  readonly kind: SourceFunction['kind'];
  readonly role: string;
  readonly name: string | undefined;
  /** Whether the service refuses the resource without a role. */
  readonly needsRole: boolean;
}

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['AWS::Serverless::Function', { kind: 'lambda', role: 'Role', name: 'FunctionName', needsRole: false }],
  ['AWS::Lambda::Function', { kind: 'lambda', role: 'Role', name: 'FunctionName', needsRole: true }],
  [
    'AWS::Serverless::WebFunction',
    { kind: 'lambda', role: 'ExecutionRoleArn', name: 'FunctionName', needsRole: false },
  ],
  ['AWS::Serverless::StateMachine', { kind: 'stateMachine', role: 'Role', name: 'Name', needsRole: false }],
  [
    'AWS::StepFunctions::StateMachine',
    { kind: 'stateMachine', role: 'RoleArn', name: 'StateMachineName', needsRole: true },
  ],
  // The execution role is the ECS agent's; the containers' own calls are made with the task role.
  ['AWS::ECS::TaskDefinition', { kind: 'ecsTask', role: 'TaskRoleArn', name: 'Family', needsRole: false }],
]);

/** The functions of a template with the policies of their roles. Roles must have been read. */
export function readFunctions(template: Template): SourceFunction[] {
  return [...template.resources.values()].flatMap((resource) => {
    const shape = shapes.get(resource.type);
    return shape ? [readFunction(template, resource, shape)] : [];
  });
}

function readFunction(template: Template, resource: TemplateResource, shape: Shape): SourceFunction {
  const { reading } = template;
  const { logicalId, properties, entry } = resource;
  const holding = findHolding(template, resource, shape);
  const name = shape.name === undefined ? undefined : child(properties, shape.name);
  const ignored = ignoredPolicies(resource, reading);
  return {
    id: idIn(template, logicalId),
    name: logicalId,
    kind: shape.kind,
    logicalId,
    declaredName: resolveOne(name, reading)?.text,
    role: holding?.role,
    policies: [...(holding?.policies ?? [])],
    attached: [...(holding?.attached.values() ?? [])],
    boundary: holding?.boundary,
    ...(ignored === undefined ? {} : { ignored }),
    uri: reading.uri,
    range: rangeAt(reading, entry.keySpan),
  };
}

function findHolding(template: Template, resource: TemplateResource, shape: Shape): RoleHolding | undefined {
  const made = generatesRole(resource)
    ? markUsed(template.roles.get(`${resource.logicalId}Role`))
    : undefined;
  const tree = child(resource.properties, shape.role);
  if (tree === undefined || isNull(tree)) {
    if (made !== undefined) return made;
    if (shape.needsRole) reportMissing(template, resource, shape);
    return undefined;
  }
  const given = resolveTexts(tree, template.reading).map((text) => openRole(template, text));
  const found = made === undefined ? given : [made, ...given];
  const [first, ...others] = found;
  if (first === undefined || others.length === 0) return first;
  const why = `The role of ${resource.logicalId} depends on a condition; the policies of all its roles are looked at.`;
  report(template.reading, 'unresolved', 'role-conditional', tree.span, why);
  return others.reduce(uniteRoles, first);
}

/** The role that a text names; one that stands elsewhere is a problem. */
export function openRole(template: Template, resolved: Resolved): RoleHolding {
  const known = markUsed(findRole(template, resolved));
  if (known !== undefined) return known;
  const { text, opaque, at } = resolved;
  const why = `The role ${quoted(text)} is not in this source; only what this source attaches to it is looked at. Give its policies as sources.`;
  report(template.reading, 'unresolved', opaque ? 'intrinsic-opaque' : 'role-unresolved', at.span, why);
  const name = text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
  const elsewhere = roleElsewhere(template, resolved);
  markUsed(template.rolesElsewhere.get(name));
  return elsewhere;
}

/** The role is a function's: its use is known wherever the function's is. */
function markUsed(holding: RoleHolding | undefined): RoleHolding | undefined {
  if (holding !== undefined) holding.isFunctions = true;
  return holding;
}

/** What two roles hold together: which of them it is depends on a condition. */
export function uniteRoles(a: RoleHolding, b: RoleHolding): RoleHolding {
  const policies = new Set([...a.policies, ...b.policies]);
  return { ...a, policies, attached: new Map([...a.attached, ...b.attached]) };
}

function reportMissing(template: Template, resource: TemplateResource, shape: Shape): void {
  const why = `${resource.logicalId} has no ${shape.role}.`;
  report(template.reading, 'input', 'role-missing', resource.entry.keySpan, why);
}
