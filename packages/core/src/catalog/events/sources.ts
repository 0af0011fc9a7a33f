import { words } from './words.js';

/** One CloudTrail event source whose name is not an IAM prefix. */
export interface SourceRow {
  /** `eventSource` without `.amazonaws.com`. */
  readonly stem: string;
  /** IAM prefixes its events are authorised under; empty: not under IAM, or not known. */
  readonly prefixes: readonly string[];
  readonly source: string;
  readonly confidence: 'documented' | 'observed' | 'inferred';
}

const EVENTBRIDGE = 'EventBridge events reference, column CloudTrail event source';
const DATASET = 'iam-dataset map.json, cloudtrail_service_mappings (MIT, facts only)';

/** The stem is the IAM prefix. Documented: EventBridge events reference, column CloudTrail event source. */
const identity = words(`
  access-analyzer account acm acm-pca aiops airflow amplify amplifybackend amplifyuibuilder aoss apigateway
  app-integrations appconfig appfabric appflow application-transformation appmesh apprunner appstream
  appsync apptest aps arc-zonal-shift artifact athena auditmanager autoscaling b2bi backup backup-gateway
  batch bcm-data-exports bedrock billing billingconductor braket budgets bugbust cases cassandra ce chatbot
  chime cleanrooms cloud9 clouddirectory cloudformation cloudfront cloudsearch cloudshell cloudtrail
  cloudtrail-data codeartifact codebuild codecommit codeconnections codedeploy codeguru-profiler
  codeguru-reviewer codepipeline codestar-connections codestar-notifications codewhisperer cognito-identity
  cognito-idp cognito-sync comprehendmedical compute-optimizer config connect connect-campaigns consoleapp
  controlcatalog controltower cost-optimization-hub customer-verification databrew dataexchange datapipeline
  datasync datazone dax deadline detective devops-guru directconnect discovery dlm dms drs ds dsql dynamodb
  ebs ec2 ecr ecr-public ecs eks eks-auth elasticache elasticbeanstalk elasticfilesystem
  elasticloadbalancing elasticmapreduce elastictranscoder emr-containers emr-serverless entityresolution es
  events evidently finspace finspace-api firehose fis fms forecast frauddetector gamelift geo geo-places
  geo-routes glacier globalaccelerator glue grafana greengrass groundstation guardduty health healthlake iam
  identitystore imagebuilder inspector inspector-scan inspector2 internetmonitor iot iotdeviceadvisor
  iotfleethub iotfleetwise iotsitewise iottwinmaker iotwireless ivs ivschat kafka-cluster kafkaconnect
  kendra kendra-ranking kinesis kinesisanalytics kinesisvideo kms lakeformation lambda launchwizard lex
  license-manager license-manager-linux-subscriptions license-manager-user-subscriptions lightsail logs
  lookoutequipment lookoutvision m2 machinelearning macie2 managedblockchain managedblockchain-query
  mediaconnect mediaconvert medialive mediapackage mediapackagev2 mediastore medical-imaging memorydb mgn
  migrationhub-orchestrator migrationhub-strategy monitron neptune-graph network-firewall networkflowmonitor
  networkmanager networkmanager-chat networkmonitor notifications notifications-contacts oam
  observabilityadmin odb omics one organizations osis outposts panorama payment-cryptography
  pca-connector-scep pcs personalize pi pipes polly profile proton qapps qbusiness qldb quicksight ram rbin
  rds redshift redshift-data redshift-serverless refactor-spaces rekognition repostspace resiliencehub
  resource-explorer-2 resource-groups robomaker rolesanywhere route53 route53-recovery-control-config
  route53domains route53profiles route53resolver rum s3 s3-outposts s3express sagemaker savingsplans
  scheduler schemas scn sdb secretsmanager security-ir securityhub securitylake serverlessrepo
  servicecatalog servicediscovery servicequotas ses signer signin simspaceweaver sms-voice
  snow-device-management snowball sns sqlworkbench sqs ssm ssm-contacts ssm-guiconnect ssm-incidents
  ssm-quicksetup ssm-sap sso sso-directory sso-oauth states storagegateway sts support support-console
  supportapp swf synthetics textract thinclient timestream tnb transcribe transfer transform translate
  trustedadvisor user-subscriptions vendor-insights verifiedpermissions voiceid vpc-lattice waf waf-regional
  wafv2 wellarchitected wickr workdocs workmail workmailmessageflow workspaces workspaces-instances
  workspaces-web xray
`);

/** The same, named only in CloudTrail's list of network activity event sources. */
const identityOfNetworkActivity = words(`
  aco-automation application-signals bcm-pricing-calculator bedrock-agentcore cloudhsm comprehend freetier
  fsx invoicing nova-act transform-custom
`);

/** The stem differs from the prefix. Where several prefixes stand, the event name decides (see resolve.ts). */
export const aliases: readonly SourceRow[] = [
  {
    stem: 'agreement-marketplace',
    prefixes: ['aws-marketplace'],
    source: 'iam-dataset map.json',
    confidence: 'inferred',
  },
  { stem: 'amazonmq', prefixes: ['mq'], source: DATASET, confidence: 'documented' },
  { stem: 'amazonq', prefixes: ['q'], source: EVENTBRIDGE, confidence: 'inferred' },
  {
    stem: 'application-insights',
    prefixes: ['applicationinsights'],
    source: DATASET,
    confidence: 'documented',
  },
  { stem: 'aps-workspaces', prefixes: ['aps'], source: EVENTBRIDGE, confidence: 'inferred' },
  {
    stem: 'billingconsole',
    prefixes: ['billing'],
    source: 'iam-dataset map.json; seen as AwsConsoleAction',
    confidence: 'observed',
  },
  { stem: 'chime-sdk-media-pipelines', prefixes: ['chime'], source: DATASET, confidence: 'documented' },
  { stem: 'chime-sdk-voice', prefixes: ['chime'], source: DATASET, confidence: 'documented' },
  { stem: 'cloudcontrolapi', prefixes: ['cloudformation'], source: DATASET, confidence: 'documented' },
  { stem: 'contact-lens', prefixes: ['connect'], source: DATASET, confidence: 'documented' },
  {
    stem: 'deployment-marketplace',
    prefixes: ['aws-marketplace'],
    source: EVENTBRIDGE,
    confidence: 'inferred',
  },
  { stem: 'discovery-marketplace', prefixes: ['aws-marketplace'], source: DATASET, confidence: 'documented' },
  {
    stem: 'edgekeyvaluestore',
    prefixes: ['cloudfront-keyvaluestore'],
    source: EVENTBRIDGE,
    confidence: 'inferred',
  },
  { stem: 'elb', prefixes: ['elasticloadbalancing'], source: EVENTBRIDGE, confidence: 'inferred' },
  {
    stem: 'entitlement-marketplace',
    prefixes: ['aws-marketplace'],
    source: EVENTBRIDGE,
    confidence: 'inferred',
  },
  { stem: 'iotsecuredtunneling', prefixes: ['iot'], source: EVENTBRIDGE, confidence: 'inferred' },
  {
    stem: 'management-marketplace',
    prefixes: ['aws-marketplace-management'],
    source: 'iam-dataset map.json',
    confidence: 'inferred',
  },
  { stem: 'marketplacecatalog', prefixes: ['aws-marketplace'], source: DATASET, confidence: 'documented' },
  {
    stem: 'metering-marketplace',
    prefixes: ['aws-marketplace'],
    source: EVENTBRIDGE,
    confidence: 'inferred',
  },
  { stem: 'metrics-sagemaker', prefixes: ['sagemaker'], source: EVENTBRIDGE, confidence: 'inferred' },
  { stem: 'migrationhub', prefixes: ['mgh'], source: DATASET, confidence: 'documented' },
  { stem: 'monitoring', prefixes: ['cloudwatch'], source: DATASET, confidence: 'observed' },
  { stem: 'mturk-requester', prefixes: ['mechanicalturk'], source: EVENTBRIDGE, confidence: 'inferred' },
  { stem: 'multi-party-approval', prefixes: ['mpa'], source: EVENTBRIDGE, confidence: 'inferred' },
  { stem: 'opensearchservice', prefixes: ['es'], source: DATASET, confidence: 'documented' },
  {
    stem: 'participant-connect',
    prefixes: ['connect', 'execute-api'],
    source: DATASET,
    confidence: 'documented',
  },
  { stem: 'pinpoint', prefixes: ['mobiletargeting'], source: DATASET, confidence: 'documented' },
  { stem: 'pricelist', prefixes: ['pricing'], source: DATASET, confidence: 'documented' },
  { stem: 'qconnect', prefixes: ['wisdom'], source: DATASET, confidence: 'documented' },
  { stem: 'rdsdata', prefixes: ['rds-data'], source: DATASET, confidence: 'documented' },
  { stem: 'rdsdataapi', prefixes: ['rds-data'], source: EVENTBRIDGE, confidence: 'inferred' },
  {
    stem: 'reporting-marketplace',
    prefixes: ['aws-marketplace'],
    source: 'iam-dataset map.json',
    confidence: 'inferred',
  },
  { stem: 's3-banner', prefixes: ['s3-object-lambda'], source: EVENTBRIDGE, confidence: 'inferred' },
  {
    stem: 'servicecatalog-appregistry',
    prefixes: ['servicecatalog'],
    source: DATASET,
    confidence: 'documented',
  },
  { stem: 'tagging', prefixes: ['tag'], source: DATASET, confidence: 'documented' },
  { stem: 'taxconsole', prefixes: ['tax'], source: DATASET, confidence: 'documented' },
  { stem: 'transcribestreaming', prefixes: ['transcribe'], source: DATASET, confidence: 'documented' },
];

/** One source, several prefixes. */
const shared: readonly SourceRow[] = [
  // Application Auto Scaling has no source of its own in AWS's table.
  {
    stem: 'autoscaling',
    prefixes: ['autoscaling', 'application-autoscaling', 'autoscaling-plans'],
    source: 'general knowledge',
    confidence: 'inferred',
  },
  {
    stem: 'ssm',
    prefixes: ['ssm', 'ssmmessages'],
    source: 'Systems Manager CloudTrail page',
    confidence: 'documented',
  },
  {
    stem: 's3',
    prefixes: ['s3', 's3-object-lambda', 's3-outposts'],
    source: 'S3 CloudTrail page',
    confidence: 'documented',
  },
];

/** Sources that AWS's tables leave out. */
const unlisted: readonly SourceRow[] = [
  {
    stem: 'ec2-instance-connect',
    prefixes: ['ec2-instance-connect'],
    source: 'recorded events (DataDog stratus-red-team)',
    confidence: 'observed',
  },
  {
    stem: 'shield',
    prefixes: ['shield'],
    source: 'recorded events (umccr cloudtrail-parquet-lambda)',
    confidence: 'observed',
  },
  {
    stem: 'kafka',
    prefixes: ['kafka'],
    source: 'https://docs.aws.amazon.com/msk/latest/developerguide/logging-using-cloudtrail.html, example',
    confidence: 'documented',
  },
  ...words(
    `codecatalyst devicefarm mediatailor route53-recovery-readiness s3tables s3vectors securityagent
     social-messaging`,
  ).map((stem): SourceRow => ({
    stem,
    prefixes: [stem],
    source: "example record on the CloudTrail page of the service's guide",
    confidence: 'documented',
  })),
  {
    stem: 'iotdata',
    prefixes: ['iot'],
    source: 'name under which calls of the IoT data plane are signed (botocore); no record of it was seen',
    confidence: 'inferred',
  },
];

/** Documented sources that no IAM prefix belongs to. */
export const withoutPrefix = words(`
  ams-k8s application-cost-profiler aws-payment-encryption cloudoptimization deepracer emrwal enterpriseq
  expertq fabric managedservices marketplace-commerce-analytics sdkmetrics signup transform-agents signin
`);

const SUFFIX = '.amazonaws.com';
const prefixesByStem = new Map<string, readonly string[]>([
  ...[...identity, ...identityOfNetworkActivity].map((stem) => [stem, [stem]] as const),
  ...[...aliases, ...shared, ...unlisted].map((row) => [row.stem, row.prefixes] as const),
]);
const sourcesByPrefix = new Map<string, string>();
for (const [stem, prefixes] of prefixesByStem) {
  for (const prefix of prefixes) {
    if (prefix === stem || !sourcesByPrefix.has(prefix)) sourcesByPrefix.set(prefix, stem + SUFFIX);
  }
}

/** `s3.amazonaws.com` → `s3`. */
export function stemOf(eventSource: string): string {
  return eventSource.endsWith(SUFFIX) ? eventSource.slice(0, -SUFFIX.length) : eventSource;
}

/** IAM prefixes that events of this source are authorised under; undefined: the source is not known. */
export function prefixesOf(stem: string): readonly string[] | undefined {
  return prefixesByStem.get(stem) ?? (withoutPrefix.includes(stem) ? [] : undefined);
}

/** The event source that logs calls of this IAM prefix; undefined: none is documented. */
export function eventSourceOf(prefix: string): string | undefined {
  return sourcesByPrefix.get(prefix);
}

/** All stems with their prefixes, for checks of the table. */
export function allSources(): ReadonlyMap<string, readonly string[]> {
  return prefixesByStem;
}
