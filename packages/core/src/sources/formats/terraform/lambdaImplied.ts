import type { Entry, Tree } from '../../tree.js';
import type { StatementPart } from './dataDocument.js';
import { itemsIn } from './functionsOfCollections.js';
import { knownText, textOf, truthOf } from './value.js';
import type { Place, Value } from './types.js';

/** What a switch of the module adds to the role by itself. */
export interface ImpliedPolicy {
  readonly flag: string;
  readonly preset: boolean;
  readonly actions: readonly string[];
  /** The resources, from the call's arguments; none: nothing is granted. */
  resources(argument: (name: string) => Value | undefined): readonly string[];
}

const everything = (): readonly string[] => ['*'];

/**
 * Of the module's `iam.tf`, https://github.com/terraform-aws-modules/terraform-aws-lambda/blob/master/iam.tf. Network and
 * tracing are copies of AWS managed policies:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaENIManagementAccess.html and
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html
 */
export const impliedPolicies: readonly ImpliedPolicy[] = [
  {
    flag: 'attach_cloudwatch_logs_policy',
    preset: true,
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: logGroups,
  },
  {
    flag: 'attach_dead_letter_policy',
    preset: false,
    actions: ['sns:Publish', 'sqs:SendMessage'],
    resources: (argument) => textsOf(argument('dead_letter_target_arn')),
  },
  {
    flag: 'attach_network_policy',
    preset: false,
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: everything,
  },
  {
    flag: 'attach_tracing_policy',
    preset: false,
    actions: [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ],
    resources: everything,
  },
  {
    flag: 'attach_async_event_policy',
    preset: false,
    actions: ['sns:Publish', 'sqs:SendMessage', 'events:PutEvents', 'lambda:InvokeFunction'],
    resources: (argument) => [
      ...textsOf(argument('destination_on_failure')),
      ...textsOf(argument('destination_on_success')),
    ],
  },
];

/** A group of its own unless one is named; Lambda@Edge logs in every region. */
function logGroups(argument: (name: string) => Value | undefined): readonly string[] {
  const name = textOf(argument('function_name')) ?? '*';
  const group = textOf(argument('logging_log_group')) ?? `/aws/lambda/${name}`;
  const isEdge = truthOf(argument('lambda_at_edge')) === true;
  const prefix = isEdge ? '/aws/lambda/us-east-1.' : '';
  const region = isEdge ? '*' : '${data.aws_region.current.name}';
  const account = '${data.aws_caller_identity.current.account_id}';
  const log = prefix === '' ? group : `${prefix}${name}`;
  const arn = `arn:\${data.aws_partition.current.partition}:logs:${region}:${account}:log-group:${log}`;
  return [`${arn}:*`, `${arn}:*:*`];
}

function textsOf(value: Value | undefined): readonly string[] {
  return itemsIn(value).flatMap((item) => {
    const text = item.kind === 'unknown' ? item.symbol : knownText(item);
    return text ? [text] : [];
  });
}

/** The statement as a tree; everything in it stands where the switch stands. */
export function impliedDocument(
  policy: ImpliedPolicy,
  argument: (name: string) => Value | undefined,
  { reading, span }: Place,
): StatementPart[] {
  const resources = policy.resources(argument);
  if (resources.length === 0) return [];
  const makesGroup =
    truthOf(argument('use_existing_cloudwatch_log_group')) !== true &&
    truthOf(argument('attach_create_log_group_permission')) !== false;
  const actions = policy.actions.filter((action) => makesGroup || action !== 'logs:CreateLogGroup');
  const scalar = (text: string): Tree => {
    return { kind: 'scalar', value: text, text, style: 'double', content: span, span, literal: false };
  };
  const list = (texts: readonly string[]): Tree => ({
    kind: 'seq',
    items: texts.map(scalar),
    span,
    literal: false,
  });
  const entry = (key: string, value: Tree): Entry => ({ key, keySpan: span, value });
  const entries = [
    entry('Effect', scalar('Allow')),
    entry('Action', list(actions)),
    entry('Resource', list(resources)),
  ];
  return [{ tree: { kind: 'map', entries, span, literal: false }, reading }];
}
