import { resolveTexts } from '../../intrinsics.js';
import type { Span } from '../../../util/text.js';
import { quoted, rangeAt, report, type Resolved } from '../../reading.js';
import type { Tree } from '../../tree.js';
import { impliedLogs } from './implied.js';
import { findManagedPolicy } from './references.js';
import { addPolicy, idIn, type RoleHolding, type Template, type TemplateResource } from './template.js';

/**
 * Managed policies that are not at the root path, by name: SAM takes names alone.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const serviceRolePolicies = new Set([
  'AWSLambdaBasicExecutionRole',
  'AWSLambdaBasicDurableExecutionRolePolicy',
  'AWSLambdaDynamoDBExecutionRole',
  'AWSLambdaENIManagementAccess',
  'AWSLambdaKinesisExecutionRole',
  'AWSLambdaMSKExecutionRole',
  'AWSLambdaRole',
  'AWSLambdaSQSQueueExecutionRole',
  'AWSLambdaVPCAccessExecutionRole',
  'AmazonECSTaskExecutionRolePolicy',
]);

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
  if (arn.endsWith(':aws:policy/service-role/AWSLambdaBasicExecutionRole')) {
    attachLogs(template, holding, owner, span);
    return;
  }
  if (holding.attached.has(arn)) return;
  holding.attached.set(arn, { arn, uri: reading.uri, span, range: rangeAt(reading, span) });
  const [code, why] = resolved.opaque
    ? ['intrinsic-opaque', 'cannot be resolved from the template alone']
    : ['managed-policy-unresolved', 'stands outside this source and is not resolved yet'];
  report(
    reading,
    'unresolved',
    code,
    span,
    `The managed policy ${quoted(resolved.text)} ${why}; its grants are not looked at.`,
  );
}

/** AWSLambdaBasicExecutionRole once a role, whether named or implied. */
export function attachLogs(
  template: Template,
  holding: RoleHolding,
  owner: TemplateResource,
  span: Span,
): void {
  const id = idIn(template, owner.logicalId, 'implied', 'AWSLambdaBasicExecutionRole');
  if (!template.owners.has(id)) addPolicy(template, owner.logicalId, impliedLogs(id, span, template.reading));
  holding.policies.add(id);
}

/** A name becomes an ARN in the partition of the stack; an ARN or a reference stays. */
export function managedPolicyArn(text: string): string {
  if (!/^[A-Za-z0-9+=,.@_/-]+$/.test(text)) return text;
  const path = serviceRolePolicies.has(text) ? 'service-role/' : '';
  return `arn:\${AWS::Partition}:iam::aws:policy/${path}${text}`;
}
