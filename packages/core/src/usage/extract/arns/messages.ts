import type { ArnRow } from '../arns.js';

const EVENTS = 'arn:${partition}:events:${region}:${account}:';
const SNS = 'arn:${partition}:sns:${region}:${account}:';
const STATES = 'arn:${partition}:states:${region}:${account}:';
const SES = 'arn:${partition}:ses:${region}:${account}:';
const SES_SENDS = 'SendEmail SendRawEmail SendTemplatedEmail SendBulkEmail SendBulkTemplatedEmail';
const LOGS = 'arn:${partition}:logs:${region}:${account}:';

/** Queues, topics, buses, state machines, logs. */
export const messageArns: readonly ArnRow[] = [
  { stem: 'sqs', events: '*', arn: 'arn:${partition}:sqs:${region}:{queueUrl}', form: 'queueUrl' },
  {
    stem: 'sqs',
    events: 'CreateQueue GetQueueUrl',
    arn: 'arn:${partition}:sqs:${region}:${account}:{queueName}',
    account: 'queueOwnerAWSAccountId',
  },
  { stem: 'sqs', events: '*', arn: '{sourceArn}' },
  { stem: 'sns', events: '*', arn: '{topicArn}' },
  { stem: 'sns', events: 'Publish', arn: '{targetArn}' },
  { stem: 'sns', events: '*', arn: '{resourceArn}' },
  { stem: 'sns', events: '*', arn: '{subscriptionArn}' },
  { stem: 'sns', events: '*', arn: '{platformApplicationArn}' },
  { stem: 'sns', events: '*', arn: '{endpointArn}' },
  { stem: 'sns', events: 'CreateTopic', arn: `${SNS}{name}` },
  {
    stem: 'events',
    events: 'PutEvents',
    over: 'requestParameters.entries[]',
    arn: `${EVENTS}event-bus/{eventBusName|default}`,
  },
  {
    stem: 'events',
    events: 'CreateEventBus DeleteEventBus DescribeEventBus UpdateEventBus',
    arn: `${EVENTS}event-bus/{name}`,
  },
  {
    stem: 'events',
    events: 'PutRule DeleteRule DescribeRule EnableRule DisableRule',
    arn: `${EVENTS}rule/{name}`,
  },
  {
    stem: 'events',
    events: 'PutRule DeleteRule DescribeRule EnableRule DisableRule',
    arn: `${EVENTS}rule/{eventBusName}/{name}`,
  },
  { stem: 'events', events: 'PutTargets RemoveTargets ListTargetsByRule', arn: `${EVENTS}rule/{rule}` },
  {
    stem: 'events',
    events: 'PutTargets RemoveTargets ListTargetsByRule',
    arn: `${EVENTS}rule/{eventBusName}/{rule}`,
  },
  {
    stem: 'scheduler',
    events: 'CreateSchedule UpdateSchedule DeleteSchedule GetSchedule',
    arn: 'arn:${partition}:scheduler:${region}:${account}:schedule/{groupName|default}/{name}',
  },
  {
    stem: 'scheduler',
    events: 'CreateScheduleGroup DeleteScheduleGroup GetScheduleGroup',
    arn: 'arn:${partition}:scheduler:${region}:${account}:schedule-group/{name}',
  },
  { stem: 'pipes', events: '*', arn: 'arn:${partition}:pipes:${region}:${account}:pipe/{name}' },
  // A verified address or its domain is the identity; beside it calls need their template and configuration set.
  ...['fromEmailAddress', 'source'].flatMap((sender): ArnRow[] => [
    { stem: 'ses', events: SES_SENDS, arn: `${SES}identity/{${sender}}` },
    { stem: 'ses', events: SES_SENDS, arn: `${SES}identity/{${sender}}`, form: 'domain' },
  ]),
  { stem: 'ses', events: SES_SENDS, arn: `${SES}configuration-set/{configurationSetName}` },
  ...['template', 'content.template.templateName', 'defaultContent.template.templateName'].map(
    (name): ArnRow => ({ stem: 'ses', events: SES_SENDS, arn: `${SES}template/{${name}}` }),
  ),
  { stem: 'states', events: '*', arn: '{stateMachineArn}' },
  { stem: 'states', events: '*', arn: '{executionArn}' },
  { stem: 'states', events: '*', arn: '{activityArn}' },
  { stem: 'states', events: '*', arn: '{mapRunArn}' },
  { stem: 'states', events: '*', arn: '{resourceArn}' },
  { stem: 'states', events: 'CreateStateMachine', arn: `${STATES}stateMachine:{name}` },
  { stem: 'states', events: 'CreateActivity', arn: `${STATES}activity:{name}` },
  // IAM's resource for a log group is `log-group:<name>:*`: CloudWatch Logs user guide, overview of managing access.
  { stem: 'logs', events: '*', arn: `${LOGS}log-group:{logGroupName}:*`, form: 'logGroup' },
  { stem: 'logs', events: '*', arn: `${LOGS}log-group:{logGroupIdentifier}:*`, form: 'logGroup' },
  {
    stem: 'logs',
    events: 'CreateLogStream DeleteLogStream GetLogEvents PutLogEvents GetLogRecord',
    arn: `${LOGS}log-group:{logGroupName}:log-stream:{logStreamName}`,
    form: 'logGroup',
  },
  { stem: 'logs', events: '*', arn: '{resourceArn}' },
];
