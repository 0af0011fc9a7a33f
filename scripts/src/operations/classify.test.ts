import assert from 'node:assert/strict';
import { classifyOperation, sourceOfService, type OperationClass } from './classify.js';
import { loadCatalog, services } from './core.js';
import { readOperations } from './data.js';
import type { ServiceOperations } from './model.js';

const bySdk = new Map(readOperations().services.map((service) => [service.sdk, service]));

function service(sdk: string): ServiceOperations {
  const found = bySdk.get(sdk);
  assert.ok(found, sdk);
  return found;
}

const made = (signingName: string): ServiceOperations => ({
  sdk: 'made',
  serviceId: 'Made',
  endpointPrefix: 'made',
  signingName,
  operations: ['DoIt'],
  unsigned: [],
});

describe('classifyOperation', () => {
  before(() => loadCatalog(services));

  const cases: readonly (readonly [sdk: string, operation: string, expected: OperationClass])[] = [
    ['sqs', 'SendMessage', 'exact'],
    ['sqs', 'SendMessageBatch', 'exact'],
    ['lambda', 'Invoke', 'exact'],
    ['cloudwatch', 'PutMetricData', 'exact'],
    ['s3control', 'GetPublicAccessBlock', 'exact'],
    ['apigateway', 'CreateRestApi', 'exact'],
    // The version id, the statement, the role to pass: not shown by a record without parameters.
    ['s3', 'GetObject', 'conditional'],
    ['dynamodb', 'ExecuteStatement', 'conditional'],
    ['stepfunctions', 'CreateStateMachine', 'conditional'],
    ['sts', 'GetCallerIdentity', 'no-permission'],
    ['dynamodb', 'DescribeEndpoints', 'no-permission'],
  ];
  for (const [sdk, operation, expected] of cases) {
    it(`${sdk} ${operation}: ${expected}`, () => {
      assert.equal(classifyOperation(service(sdk), operation), expected);
    });
  }

  it('an operation that neither rule nor catalog knows is unresolved', () => {
    assert.equal(classifyOperation(service('sqs'), 'SendPigeon'), 'unresolved');
    assert.equal(classifyOperation(service('sqs'), '__proto__'), 'unresolved');
  });

  it('a service without an event source is unresolved, whatever its operations are called', () => {
    assert.equal(classifyOperation(made('no-such-service'), 'GetObject'), 'unresolved');
    assert.equal(classifyOperation(made('constructor'), 'GetObject'), 'unresolved');
  });
});

describe('sourceOfService', () => {
  const cases: readonly (readonly [sdk: string, source: string])[] = [
    ['sqs', 'sqs'],
    ['cloudwatch', 'monitoring'],
    ['stepfunctions', 'states'],
    ['sesv2', 'ses'],
    ['opensearch', 'es'],
    ['s3control', 's3'],
    ['resourcegroupstaggingapi', 'tagging'],
    ['iotsecuretunneling', 'iotsecuredtunneling'],
    ['apigatewaymanagementapi', 'execute-api'],
    ['connectparticipant', 'participant-connect'],
  ];
  for (const [sdk, source] of cases) {
    it(`${sdk} → ${source}`, () => {
      assert.equal(sourceOfService(service(sdk))?.replace('.amazonaws.com', ''), source);
    });
  }
});
