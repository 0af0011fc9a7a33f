import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { visibilityOf } from '../catalog/events/visibility.js';
import { prepare } from '../prepare.js';
import { extractEvent } from './extract.js';
import { mapRow, type MappedUse } from './map.js';
import type { UsageRow } from './types.js';

/** Events that no table and no name resolves: APIs that AWS has retired. */
const UNRESOLVED = ['cloudhsm.amazonaws.com ListLunaClients'];

function* recordsOf(folder: string): Generator<readonly [path: string, record: unknown]> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.endsWith('.zip')) continue;
    const bytes = readFileSync(path);
    const parsed: unknown = JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
    const records = Array.isArray(parsed)
      ? parsed
      : ((parsed as { Records?: unknown[] }).Records ?? [parsed]);
    for (const record of records) yield [path, record];
  }
}

/** Authorise calls of both kinds, so that the kind that is harder to see counts. */
const inBothKinds = new Set(['bedrock:InvokeModel']);

describe('recorded events', () => {
  const mapped: { path: string; row: UsageRow; use: MappedUse }[] = [];

  before(async function () {
    const corpora = process.env['LEASTWISE_CORPORA'];
    if (!corpora) {
      console.log('    skipped: LEASTWISE_CORPORA is not set');
      return this.skip();
    }
    await prepare();
    for (const [path, record] of recordsOf(join(corpora, 'cloudtrail'))) {
      const extracted = extractEvent(record);
      assert.ok('row' in extracted, path);
      mapped.push({ path, row: extracted.row, use: mapRow(extracted.row) });
    }
  });

  it('all become rows', () => assert.equal(mapped.length, 520));

  it('resolve, but for the listed ones', () => {
    const open = mapped.filter(({ use }) => use.resolution.reason === 'unresolved');
    const names = new Set(open.map(({ row }) => `${row.eventSource} ${row.eventName}`));
    assert.deepEqual([...names], UNRESOLVED);
  });

  it('have a principal, an account, a region and a day', () => {
    const bare = mapped.filter(({ row }) => !(row.principal && row.account && row.region && row.day));
    assert.deepEqual(
      bare.map(({ path }) => path),
      [],
    );
  });

  it('are known as refused where they were', () => {
    const denied = mapped.filter(({ use }) => use.isUse === 'denied').length;
    const undecided = mapped.filter(({ use }) => use.isUse === 'undecided').map(({ row }) => row.outcome);
    assert.equal(denied, 135);
    assert.deepEqual([...new Set(undecided)].sort(), [
      'ClientException',
      'CloudHsmServiceException',
      'DirectConnectClientException',
      'EntityTemporarilyUnmodifiableException',
      'InvalidAccessException',
      'ValidationException',
    ]);
  });

  it('are never called invisible, and have the class that they were recorded in', () => {
    const wrong = mapped.flatMap(({ row, use }) =>
      use.resolution.certain.flatMap((action) => {
        const { kind } = visibilityOf(action);
        const recorded = row.category.toLowerCase();
        const fits = kind === 'unknown' || recorded === '' || kind === recorded || inBothKinds.has(action);
        return fits ? [] : [`${action} ${kind} ${recorded}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('have the readOnly value that the access level lets expect, but for hand-made examples', () => {
    const other = mapped.flatMap(({ path, row, use }) =>
      use.resolution.certain.flatMap((action) => {
        const visibility = visibilityOf(action);
        const readOnly = 'readOnly' in visibility ? String(visibility.readOnly) : row.readOnly;
        return row.readOnly === '' || readOnly === row.readOnly || path.includes('examples') ? [] : [action];
      }),
    );
    assert.deepEqual(other, []);
  });
});
