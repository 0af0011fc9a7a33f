import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { apiGatewayActions, catalogSource, compareText, loadCatalog, services } from './core.js';
import { formatOperations, operationsFile, parseOperations, readOperations } from './data.js';
import type { OperationSet, ServiceOperations } from './model.js';

const made: OperationSet = {
  package: 'made',
  version: '1.2.3',
  date: '2026-01-31',
  licence: 'none',
  services: [
    {
      sdk: 'queue',
      serviceId: 'Queue',
      endpointPrefix: 'queue',
      signingName: 'queue',
      operations: ['Get', 'Put'],
      unsigned: [],
    },
    {
      sdk: 'rest',
      serviceId: 'Rest API',
      endpointPrefix: 'api.rest',
      signingName: 'rest',
      operations: ['GetThing', 'PutThing'],
      unsigned: ['GetThing'],
      http: ['GET /things/{id}', 'PUT /things/{id}'],
    },
  ],
};

describe('the operations file', () => {
  it('says the same when it is read as when it was written', () => {
    assert.deepEqual(parseOperations(formatOperations(made)), made);
  });

  it('is one service a line, names as one text, without what can be told from the rest', () => {
    assert.equal(
      formatOperations(made),
      `{
 "package": "made",
 "version": "1.2.3",
 "date": "2026-01-31",
 "licence": "none",
 "services": [
{"sdk":"queue","serviceId":"Queue","endpointPrefix":"queue","operations":"Get Put"},
{"sdk":"rest","serviceId":"Rest API","endpointPrefix":"api.rest","signingName":"rest","operations":"GetThing PutThing","unsigned":"GetThing","http":"GET /things/{id}, PUT /things/{id}"}
]}
`,
    );
  });
});

describe('the committed operations', () => {
  const text = readFileSync(operationsFile, 'utf8');
  const set = readOperations();
  const serviceOf = (sdk: string): ServiceOperations => {
    const found = set.services.find((service) => service.sdk === sdk);
    assert.ok(found, sdk);
    return found;
  };
  before(() => loadCatalog(services));

  it('are written as the script writes them, and stay small', () => {
    assert.equal(formatOperations(set), text);
    assert.ok(gzipSync(text).length <= 150_000, `${gzipSync(text).length} bytes`);
  });

  it('name every service once and every operation once, in order', () => {
    const sdks = set.services.map(({ sdk }) => sdk);
    assert.deepEqual(sdks, [...new Set(sdks)].sort(compareText));
    for (const { sdk, operations, unsigned } of set.services) {
      assert.deepEqual(operations, [...new Set(operations)].sort(compareText), sdk);
      assert.ok(operations.length > 0, sdk);
      assert.deepEqual(
        unsigned.filter((name) => !operations.includes(name)),
        [],
        sdk,
      );
    }
  });

  it('are no newer than the catalog, and little older', () => {
    const days = (Date.parse(catalogSource.date) - Date.parse(set.date)) / 86_400_000;
    assert.ok(days >= 0 && days <= 14, `${set.date} and ${catalogSource.date}`);
  });

  it('have what everyone knows', () => {
    assert.ok(serviceOf('sqs').operations.includes('SendMessageBatch'));
    assert.equal(serviceOf('stepfunctions').signingName, 'states');
    assert.ok(serviceOf('sts').unsigned.includes('AssumeRoleWithWebIdentity'));
    assert.equal(serviceOf('sts').unsigned.includes('AssumeRole'), false);
  });

  for (const sdk of ['apigateway', 'apigatewayv2']) {
    it(`${sdk}: the action of each REST operation is its HTTP method`, () => {
      const { operations, http = [] } = serviceOf(sdk);
      assert.equal(http.length, operations.length);
      const other = operations.filter((name, index) => {
        const actions = apiGatewayActions(name);
        const method = `apigateway:${http[index]?.split(' ')[0] ?? ''}`;
        return actions.length > 0 && !actions.includes(method);
      });
      assert.deepEqual(other, []);
    });
  }
});

describe('catalog:operations -- --check', () => {
  it('says why it is skipped where there is no botocore', () => {
    const script = fileURLToPath(new URL('update.js', import.meta.url));
    const env = { ...process.env, LEASTWISE_PYTHON: 'no-such-python' };
    const { status, stdout } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8', env });
    assert.match(stdout, /^skipped: no-such-python has no botocore, \d+\.\d+\.\d+ is needed/);
    assert.equal(status, 0);
  });
});
