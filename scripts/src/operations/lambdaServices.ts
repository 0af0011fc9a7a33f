/**
 * The 60 services that functions use most, for which the event map is held to 99 %. AWS publishes no ranking; the list
 * is made of, in this order:
 *
 * 1. the event sources, destinations and tracing of Lambda itself (Lambda developer guide, "Invoking Lambda with events
 *    from other AWS services"), and what every function's role touches (logs, KMS, STS, IAM);
 * 2. the services of SAM's policy templates and connectors, AWS's own list of what functions ask for
 *    (serverless-policy-template-list.html, reference-sam-connector.html), where still offered to new customers;
 * 3. what the serverless.yml and SAM corpora grant beside these: managed AI, analytics, and the control-plane services
 *    that automation functions call.
 *
 * A service is named by its AWS name; `sdks` are all models of the SDK that are authorised under its prefixes.
 */
export interface LambdaService {
  readonly name: string;
  readonly sdks: readonly string[];
  /** IAM prefixes under which its actions stand. */
  readonly prefixes: readonly string[];
}

const service = (name: string, sdks: string, prefixes = sdks): LambdaService => ({
  name,
  sdks: sdks.split(' '),
  prefixes: prefixes.split(' '),
});

export const lambdaServices: readonly LambdaService[] = [
  service('Lambda', 'lambda lambda-core lambda-microvms', 'lambda'),
  service('S3', 's3 s3control', 's3'),
  service('DynamoDB', 'dynamodb dynamodbstreams', 'dynamodb'),
  service('SQS', 'sqs'),
  service('SNS', 'sns'),
  service('EventBridge', 'events eventbridgev2', 'events'),
  service('EventBridge Scheduler', 'scheduler'),
  service('EventBridge Pipes', 'pipes'),
  service('Step Functions', 'stepfunctions', 'states'),
  service('Kinesis Data Streams', 'kinesis'),
  service('Data Firehose', 'firehose'),
  service('CloudWatch Logs', 'logs'),
  service('CloudWatch', 'cloudwatch cloudwatchomni', 'cloudwatch'),
  service('X-Ray', 'xray'),
  service('KMS', 'kms'),
  service('STS', 'sts'),
  service('IAM', 'iam iam-toolbox', 'iam'),
  service('API Gateway', 'apigateway apigatewayv2 apigatewaymanagementapi', 'apigateway execute-api'),
  service('AppSync', 'appsync'),
  service('Cognito user pools', 'cognito-idp'),
  service('Cognito identity pools', 'cognito-identity'),
  service('SES', 'ses sesv2 pinpoint-email mailmanager', 'ses'),
  service('Secrets Manager', 'secretsmanager'),
  service('Systems Manager', 'ssm'),
  service('AppConfig', 'appconfig appconfigdata', 'appconfig'),
  service('CloudFormation', 'cloudformation cloudcontrol', 'cloudformation'),
  service('EC2', 'ec2'),
  service('EFS', 'efs', 'elasticfilesystem'),
  service('ECS', 'ecs'),
  service('ECR', 'ecr'),
  service('Batch', 'batch'),
  service('RDS', 'rds docdb neptune', 'rds'),
  service('RDS Data API', 'rds-data'),
  service('ElastiCache', 'elasticache'),
  service('OpenSearch Service', 'opensearch es', 'es'),
  service('OpenSearch Serverless', 'opensearchserverless', 'aoss'),
  service('Redshift Data API', 'redshift-data'),
  service('Athena', 'athena'),
  service('Glue', 'glue'),
  service('EMR', 'emr', 'elasticmapreduce'),
  service(
    'Bedrock',
    'bedrock bedrock-runtime bedrock-agent bedrock-agent-runtime bedrock-data-automation bedrock-data-automation-runtime',
    'bedrock',
  ),
  service(
    'SageMaker',
    'sagemaker sagemaker-runtime sagemaker-a2i-runtime sagemaker-edge sagemaker-featurestore-runtime ' +
      'sagemaker-metrics sagemakerjobruntime',
    'sagemaker',
  ),
  service('Rekognition', 'rekognition'),
  service('Textract', 'textract'),
  service('Comprehend', 'comprehend'),
  service('Translate', 'translate'),
  service('Transcribe', 'transcribe'),
  service('Polly', 'polly'),
  service('IoT Core', 'iot iot-data iotsecuretunneling', 'iot'),
  service('Location Service', 'location', 'geo'),
  service('MediaConvert', 'mediaconvert'),
  service('CloudFront', 'cloudfront'),
  service('Route 53', 'route53'),
  service('Certificate Manager', 'acm'),
  service('CodeBuild', 'codebuild'),
  service('CodePipeline', 'codepipeline'),
  service('CodeCommit', 'codecommit'),
  service('CodeDeploy', 'codedeploy'),
  service('Organizations', 'organizations'),
  service('Cost Explorer', 'ce'),
];
