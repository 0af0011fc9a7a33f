import type { SourcePolicy } from '../../model.js';
import { argumentOf, nameArgument } from './attributes.js';
import { documentOf } from './documents.js';
import { attributeOf, reportOnce } from './module.js';
import { addPolicy, idOf, resourcesOf, type Terraform } from './model.js';
import { attachEach, rolesNamed } from './roles.js';
import type { ResourceInstance } from './types.js';

/** Where the document of a policy stands, and who has it: type → arguments. */
interface PolicyShape {
  readonly kind: SourcePolicy['kind'];
  readonly document: string;
  readonly role: string | undefined;
}

const shapes: Readonly<Record<string, PolicyShape>> = {
  aws_iam_role_policy: { kind: 'inline', document: 'policy', role: 'role' },
  aws_iam_policy: { kind: 'managed', document: 'policy', role: undefined },
  aws_iam_user_policy: { kind: 'inline', document: 'policy', role: undefined },
  aws_iam_group_policy: { kind: 'inline', document: 'policy', role: undefined },
  aws_ssoadmin_permission_set_inline_policy: { kind: 'inline', document: 'inline_policy', role: undefined },
};

/** Policies that are resources of their own, inline ones on the roles they name. Roles must be there already. */
export function readPolicies(terraform: Terraform): void {
  for (const { instance } of resourcesOf(terraform, ...Object.keys(shapes))) {
    const shape = shapes[instance.declared.type];
    if (shape === undefined) continue;
    const id = readPolicyResource(terraform, instance, shape);
    if (id === undefined) continue;
    if (shape.kind === 'managed') registerManaged(terraform, instance, id);
    if (shape.role === undefined) continue;
    for (const holding of rolesNamed(terraform, instance, shape.role)) holding.policies.add(id);
  }
}

function readPolicyResource(
  terraform: Terraform,
  instance: ResourceInstance,
  shape: PolicyShape,
): string | undefined {
  const { declared } = instance;
  const { reading, block } = declared;
  const attribute = attributeOf(block.body, shape.document);
  const at = { reading, span: attribute?.value.span ?? block.typeSpan };
  if (attribute === undefined) {
    const why = `${declared.address} has no ${shape.document}.`;
    reportOnce(terraform.run, reading, 'input', 'policy-invalid', at.span, why);
  }
  const document = documentOf(argumentOf(instance, shape.document), terraform.run, at);
  const name = nameArgument(instance, 'name') ?? block.labels[1] ?? '';
  return addPolicy(terraform, document, {
    id: idOf(instance),
    name,
    kind: shape.kind,
    at,
    owner: instance.address,
  });
}

/** A policy is known by its address, and by its name in ARNs that are written out. */
function registerManaged(terraform: Terraform, instance: ResourceInstance, id: string): void {
  terraform.managed.set(instance.address, id);
  const name = nameArgument(instance, 'name');
  if (name !== undefined) terraform.managed.set(`:policy/${name}`, id);
}

/** Managed policies attached by resources of their own. */
export function readAttachments(terraform: Terraform): void {
  for (const { instance } of resourcesOf(terraform, 'aws_iam_role_policy_attachment')) {
    attachEach(terraform, instance, 'policy_arn', rolesNamed(terraform, instance, 'role'));
  }
  for (const { instance } of resourcesOf(terraform, 'aws_iam_policy_attachment')) {
    attachEach(terraform, instance, 'policy_arn', rolesNamed(terraform, instance, 'roles'));
  }
  // It attaches what it lists, and takes away the rest.
  for (const { instance } of resourcesOf(terraform, 'aws_iam_role_policy_attachments_exclusive')) {
    attachEach(terraform, instance, 'policy_arns', rolesNamed(terraform, instance, 'role_name'));
  }
}
