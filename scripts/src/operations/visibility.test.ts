import assert from 'node:assert/strict';
import { sourceOfOperation } from './classify.js';
import {
  compareText,
  loadCatalog,
  PARAMETERS_HIDDEN,
  resolveEvent,
  serviceOf,
  servicePrefixes,
  services,
  visibilityOf,
} from './core.js';
import { readOperations } from './data.js';

/**
 * Actions that are called visible although no operation of the SDK leads to them: S3's own event names, S3's operations
 * on directory buckets, and calls that need no permission.
 */
const withoutOperation = new Set([
  's3express',
  'dynamodb:DescribeEndpoints',
  's3:GetAccountPublicAccessBlock',
  's3:PutAccountPublicAccessBlock',
  'sts:GetCallerIdentity',
  'sts:GetSessionToken',
]);

describe('management events', () => {
  before(() => loadCatalog(services));

  it('are claimed only for actions that some operation leads to', () => {
    const reached = reachedActions();
    const claimed = servicePrefixes().flatMap((prefix) =>
      [...(serviceOf(prefix)?.actions.values() ?? [])]
        .map(({ name }) => name)
        .filter((name) => visibilityOf(name).kind === 'management' && !reached.has(name))
        .filter((name) => !withoutOperation.has(name) && !withoutOperation.has(prefix)),
    );
    assert.deepEqual(claimed.sort(compareText), []);
  });
});

/** What the calls of all operations always need, or one of which they need. */
function reachedActions(): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const service of readOperations().services) {
    for (const eventName of service.operations) {
      const eventSource =
        sourceOfOperation(service, eventName) ?? `${service.signingName.toLowerCase()}.amazonaws.com`;
      const facets = [PARAMETERS_HIDDEN];
      const { certain, oneOf } = resolveEvent({ eventSource, eventName, eventType: 'AwsApiCall', facets });
      for (const action of [...certain, ...oneOf]) reached.add(action);
    }
  }
  return reached;
}
