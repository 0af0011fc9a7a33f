import { resolveTexts } from '../../intrinsics.js';
import { quoted, rangeAt, report, type Resolved } from '../../reading.js';
import type { Tree } from '../../tree.js';
import { managedNames } from '../sam/data/managedNames.js';
import { implyManaged, impliesManaged } from '../sam/features.js';
import { findManagedPolicy } from './references.js';
import type { RoleHolding, Template, TemplateResource } from './template.js';

/** Attaches what one item of `ManagedPolicyArns`, or a name in SAM's `Policies`, stands for. */
export function attachManaged(
  template: Template,
  holding: RoleHolding,
  owner: TemplateResource,
  item: Tree,
): void {
  for (const resolved of resolveTexts(item, template.reading)) attachOne(template, holding, owner, resolved);
}

function attachOne(
  template: Template,
  holding: RoleHolding,
  owner: TemplateResource,
  resolved: Resolved,
): void {
  const { reading } = template;
  const own = findManagedPolicy(template, resolved.text);
  if (own !== undefined) {
    holding.policies.add(own);
    return;
  }
  const { span } = resolved.at;
  const arn = managedPolicyArn(resolved.text);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  if (arn.endsWith(`:aws:policy/service-role/${basicExecution}`)) {
    implyManaged({ template, holding, owner: owner.logicalId, name, at: span, whole: span }, name);
    return;
  }
  if (holding.attached.has(arn) || isImplied(template, holding, owner, arn)) return;
  holding.attached.set(arn, { arn, uri: reading.uri, span, range: rangeAt(reading, span) });
  if (resolved.opaque) {
    const why = `The managed policy ${quoted(resolved.text)} cannot be resolved from the template alone; its grants are not looked at.`;
    report(reading, 'unresolved', 'intrinsic-opaque', span, why);
  }
}

/** Every function needs it: it is implied, once a role, whether it is named or not. */
const basicExecution = 'AWSLambdaBasicExecutionRole';

/** Naming what a feature brings anyway grants nothing more. */
function isImplied(template: Template, holding: RoleHolding, owner: TemplateResource, arn: string): boolean {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return isAwsManaged(arn) && impliesManaged(template, holding, owner.logicalId, name);
}

function isAwsManaged(arn: string): boolean {
  return arn.includes(':iam::aws:policy/');
}

/** A name that AWS manages becomes an ARN in the partition of the stack; another name, an ARN or a reference stays. */
export function managedPolicyArn(text: string): string {
  const path = pathOf(text);
  return path === undefined ? text : `arn:\${AWS::Partition}:iam::aws:policy/${path}${text}`;
}

/** Built at the first look-up. */
let paths: ReadonlyMap<string, string> | undefined;

function pathOf(name: string): string | undefined {
  paths ??= new Map(
    Object.entries(managedNames).flatMap(([path, names]) =>
      names.split(' ').map((each): [string, string] => [each, path]),
    ),
  );
  return paths.get(name);
}
