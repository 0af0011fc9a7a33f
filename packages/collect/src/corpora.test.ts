import assert from 'node:assert/strict';
import path from 'node:path';
import { decodeSnapshot, encodeSnapshot, type Snapshot } from '@leastwise/core';
import { collect } from './collect.js';

const corpora = process.env['LEASTWISE_CORPORA'];

describe('collect, recorded logs', () => {
  it('reads all of them and reports the one zip', async function () {
    if (!corpora) {
      console.log('skipped: LEASTWISE_CORPORA names no folder with cloudtrail logs');
      this.skip();
    }
    const from = path.join(corpora, 'cloudtrail');
    const { value, problems } = await collect({ from, threads: 0 });
    assert.deepEqual(
      problems.map(({ code, uri }) => [code, path.extname(uri)]),
      [['format-unsupported', '.zip']],
    );
    assert.deepEqual((await collect({ from, threads: 2 })).value, value);
    assert.deepEqual(decodeSnapshot(encodeSnapshot(value)), { value, problems: [] });
    // Counted once by hand, with another program: 520 records, 517 event ids, one file without records.
    assert.deepEqual(totals(value), { read: 520, duplicates: 3, counted: 517, quiet: 1 });
  });
});

function totals({ partitions }: Snapshot): Record<'read' | 'duplicates' | 'counted' | 'quiet', number> {
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    read: sum(partitions.map(({ read }) => read)),
    duplicates: sum(partitions.map(({ duplicates }) => duplicates)),
    counted: sum(partitions.flatMap(({ rows }) => rows.map(({ count }) => count))),
    quiet: partitions.filter(({ rows }) => rows.length === 0).length,
  };
}
