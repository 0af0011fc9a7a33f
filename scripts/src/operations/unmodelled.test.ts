import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadCatalog, services, servicePrefixes } from './core.js';
import { readOperations } from './data.js';
import { findLater, formatLater, laterFile, parseLater, readLater, withoutLater } from './later.js';
import type { OperationSet } from './model.js';
import { findUnmodelled, unmodelledFile, unmodelledModule } from './unmodelled.js';

/** A set of one service whose calls are signed for `signingName`. */
function made(signingName: string, operations: readonly string[]): OperationSet {
  const service = { sdk: 'made', serviceId: 'Made', endpointPrefix: 'made', signingName };
  const head = { package: 'made', version: '1.2.3', date: '2026-01-31', licence: 'none' };
  return { ...head, services: [{ ...service, operations, unsigned: [] }] };
}

describe('actions without an operation', () => {
  before(() => loadCatalog(services));

  it('are committed as the script writes them', () => {
    assert.equal(readFileSync(unmodelledFile, 'utf8'), unmodelledModule(readOperations(), readLater()));
  });

  const cases: readonly (readonly [signing: string, prefix: string, operation: string, missing: boolean])[] =
    [
      ['sqs', 'sqs', 'sendmessage', false],
      ['sqs', 'sqs', 'SendMessageBatch', true],
      // Signed for the event source, and authorised under another prefix.
      ['monitoring', 'cloudwatch', 'SendMessage', true],
      ['monitoring', 'cloudwatch', 'PutMetricData', false],
    ];
  for (const [signing, prefix, operation, missing] of cases) {
    it(`${operation} of ${signing}: ${missing ? 'explains nothing' : `explains its action of ${prefix}`}`, () => {
      const all = findUnmodelled(made(signing, [])).actions.get(prefix) ?? [];
      const left = findUnmodelled(made(signing, [operation])).actions.get(prefix) ?? [];
      const explained = all.filter((name) => !left.includes(name)).map((name) => name.toLowerCase());
      assert.deepEqual(explained, missing ? [] : [operation.toLowerCase()]);
    });
  }

  it('are all of a service that no operation is known of', () => {
    const { actions, prefixes } = findUnmodelled(made('sqs', []));
    assert.equal(prefixes.length, servicePrefixes().length - 1);
    assert.deepEqual([...actions.keys()], ['sqs']);
  });

  it('do not hold permissions that are known to have none', () => {
    assert.ok(!findUnmodelled(readOperations()).actions.get('iam')?.includes('PassRole'));
  });
});

describe('operations that came later', () => {
  const older = made('sqs', ['SendMessage']);
  const newer = made('sqs', ['PurgeQueue', 'SendMessage']);
  const later = { since: '1', date: '2026-01-01', operations: findLater(newer.services, older.services) };

  it('are those that the older set lacks', () => {
    assert.deepEqual([...later.operations], [['made', ['PurgeQueue']]]);
    assert.deepEqual([...findLater(newer.services, [])], [['made', ['PurgeQueue', 'SendMessage']]]);
    assert.equal(findLater(older.services, newer.services).size, 0);
  });

  it('leave the older set where they are taken away', () => {
    assert.deepEqual(withoutLater(newer, later), older);
    const whole = { ...later, operations: findLater(newer.services, []) };
    assert.deepEqual(withoutLater(newer, whole).services, []);
  });

  it('say the same when they are read as when they were written', () => {
    assert.deepEqual(parseLater(formatLater(later)), later);
    assert.equal(formatLater(readLater()), readFileSync(laterFile, 'utf8'));
  });

  it('are all in the committed set, which is the newer one', () => {
    const set = readOperations();
    const committed = readLater();
    assert.ok(committed.date < set.date);
    for (const [sdk, names] of committed.operations) {
      const known = new Set(set.services.find((service) => service.sdk === sdk)?.operations);
      assert.deepEqual(
        names.filter((name) => !known.has(name)),
        [],
        sdk,
      );
    }
  });

  it('do not make an action visible', () => {
    const { actions } = findUnmodelled(withoutLater(readOperations(), readLater()));
    assert.ok(actions.get('s3')?.includes('GetObjectAnnotation'));
    assert.ok(actions.get('lambda')?.includes('RunMicrovm'));
  });
});
