import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Snapshot } from '../types.js';
import { createSnapshotBuilder } from './builder.js';
import { decodeSnapshot, emptySnapshot, isSnapshotFile } from './decode.js';
import { encodeSnapshot } from './encode.js';
import { event } from './events.fixture.js';

const good = encodeSnapshot(snapshotOf());

function snapshotOf(): Snapshot {
  const builder = createSnapshotBuilder();
  builder.add(event({ resources: ['arn:aws:s3:::logs/a'], facets: ['version=yes'] }));
  builder.add(event({ session: '__proto__', eventName: 'constructor' }));
  builder.addSnapshot({
    ...emptySnapshot,
    stacks: [{ stack: 's', resources: [{ logicalId: 'L', type: 'T', physicalId: 'P' }] }],
  });
  return builder.build();
}

type File = Record<string, unknown>;

/** The good file with some fields changed. */
function changed(change: (file: File) => File): string {
  return JSON.stringify(change(JSON.parse(good) as File));
}

/** The good file with its first row changed. */
function withRow(change: (row: unknown[]) => unknown): string {
  return changed((file) => {
    const [partition] = file['partitions'] as unknown[][];
    assert.ok(partition);
    const rows = partition[5] as unknown[][];
    return { ...file, partitions: [[...partition.slice(0, 5), [change(rows[0] ?? []), ...rows.slice(1)]]] };
  });
}

const refused: readonly [why: string, text: string, code: string][] = [
  ['nothing', '', 'snapshot-syntax'],
  ['cut text', good.slice(0, -10), 'snapshot-syntax'],
  ['HTML', '<html></html>', 'snapshot-syntax'],
  ['null', 'null', 'snapshot-format'],
  ['a list', '[]', 'snapshot-format'],
  ['a log file', '{"Records":[]}', 'snapshot-format'],
  ['another format', changed((file) => ({ ...file, format: 'other' })), 'snapshot-format'],
  ['no version', changed(({ version: _, ...file }) => file), 'snapshot-format'],
  ['a version that is no number', changed((file) => ({ ...file, version: '1' })), 'snapshot-format'],
  ['a newer version', changed((file) => ({ ...file, version: 2 })), 'snapshot-newer'],
];

const damaged: readonly [why: string, text: string, left: number, entries: number][] = [
  ['a list that is missing', changed(({ stacks: _, ...file }) => file), 2, 1],
  ['a list that is an object', changed((file) => ({ ...file, stacks: { length: 1 } })), 2, 1],
  ['a partition that is a number', changed((file) => ({ ...file, partitions: [7] })), 0, 1],
  ['a day that is none', good.replace('"2026-08-01"', '"2026-08-01<b>"'), 0, 1],
  ['a long account', good.replace('"111122223333"', JSON.stringify('1'.repeat(65))), 0, 1],
  ['a category that is none', good.replace('"Data"', '"data"'), 0, 2],
  ['a string that is a number', good.replace('"s3.amazonaws.com"', '7'), 0, 2],
  ['a string with control characters', good.replace('"s3.amazonaws.com"', '"s3\\n.amazonaws.com"'), 0, 2],
  ['a type of principal that is none', good.replace('"role"', '"__proto__"'), 0, 2],
  ['a row that is an object', withRow(() => ({})), 1, 1],
  ['a row that is too short', withRow((row) => row.slice(0, 5)), 1, 1],
  ['a reference to nothing', withRow((row) => [999, ...row.slice(1)]), 1, 1],
  ['a negative reference', withRow((row) => [-1, ...row.slice(1)]), 1, 1],
  ['a count of zero', withRow((row) => [...row.slice(0, 4), 0, ...row.slice(5)]), 1, 1],
  ['a count that is a text', withRow((row) => [...row.slice(0, 4), '1', ...row.slice(5)]), 1, 1],
  ['a count that is not whole', withRow((row) => [...row.slice(0, 4), 0.5, ...row.slice(5)]), 1, 1],
  ['a count beyond what adds exactly', withRow((row) => [...row.slice(0, 4), 1e300, ...row.slice(5)]), 1, 1],
  ['a capped list that does not exist', withRow((row) => [...row, 999]), 1, 1],
];

const accepted: readonly [why: string, text: string][] = [
  ['as written', good],
  ['with fields of a later version', changed((file) => ({ later: [1], ...file, more: {} }))],
  ['with later elements of a row', withRow((row) => [...row, 0, 5, 6])],
  ['with a prototype name as a field', good.replace('{"format"', '{"__proto__":{"version":7},"format"')],
];

describe('decodeSnapshot', () => {
  for (const [why, text, code] of refused) {
    it(`refuses ${why}`, () => {
      const { value, problems } = decodeSnapshot(text, 'usage.json');
      assert.deepEqual(value, emptySnapshot);
      assert.deepEqual(
        problems.map((problem) => [problem.kind, problem.code, problem.uri]),
        [['unreadable', code, 'usage.json']],
      );
    });
  }

  for (const [why, text, left, entries] of damaged) {
    it(`leaves out ${why}`, () => {
      const { value, problems } = decodeSnapshot(text);
      assert.equal(value.partitions.flatMap(({ rows }) => rows).length, left);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['snapshot-damaged'],
      );
      assert.match(problems[0]?.message ?? '', new RegExp(`^${entries} entries`));
    });
  }

  for (const [why, text] of accepted) {
    it(`reads a snapshot ${why}`, () => {
      assert.deepEqual(decodeSnapshot(text), { value: snapshotOf(), problems: [] });
    });
  }

  it('reads a snapshot whose parts are in another order, or twice', () => {
    const shuffled = changed((file) => {
      const [partition] = file['partitions'] as unknown[][];
      assert.ok(partition);
      const rows = partition[5] as unknown[];
      const half = (row: unknown) => [...partition.slice(0, 3), 1, 0, [row]];
      return { ...file, partitions: rows.map(half).reverse() };
    });
    assert.deepEqual(decodeSnapshot(shuffled), { value: snapshotOf(), problems: [] });
  });

  it('does not let a short text name endless resources', () => {
    const list = Array.from({ length: 50_000 }, () => 0);
    const row = [0, 0, 0, 1, 1, 0, 0];
    const text = changed((file) => ({
      ...file,
      lists: [[], list],
      partitions: [[0, 1, 2, 1000, 0, Array.from({ length: 1000 }, () => row)]],
    }));
    const { problems } = decodeSnapshot(text);
    assert.deepEqual(
      problems.map(({ message }) => message.split(' ')[0]),
      ['840'],
    );
  });

  it('survives deep nesting', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    const { value } = decodeSnapshot(good.replace('"partitions":[', `"partitions":[${deep},`));
    assert.deepEqual(value, snapshotOf());
  });

  it('never throws, whatever stands in the file', () => {
    const file = fc.record({
      format: fc.constant('leastwise-usage'),
      version: fc.constant(1),
      strings: fc.array(fc.oneof(fc.string(), fc.constantFrom('2026-08-01', 'role', 'Data', ''))),
      lists: fc.jsonValue(),
      callers: fc.array(fc.array(fc.nat(9))),
      calls: fc.array(fc.array(fc.nat(9))),
      partitions: fc.array(fc.array(fc.oneof(fc.nat(9), fc.array(fc.array(fc.nat(9)))))),
      stacks: fc.jsonValue(),
    });
    fc.assert(
      fc.property(file, (drawn) => {
        const { value } = decodeSnapshot(JSON.stringify(drawn));
        assert.deepEqual(decodeSnapshot(encodeSnapshot(value)).value, value);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('encodeSnapshot', () => {
  it('writes the format that every version 1 reads', () => {
    const written = [
      '{"format":"leastwise-usage","version":1,"strings":["111122223333","eu-west-1","2026-08-01"',
      ',"arn:aws:iam::111122223333:role/orders","role","__proto__","s3.amazonaws.com","constructo',
      'r","AwsApiCall","Data","true","","success","orders-fn","GetObject","version=yes","arn:aws:',
      's3:::logs/a","L","T","P","s"],"lists":[[],[15],[16]],"callers":[[3,4,5],[3,4,13]],"calls":',
      '[[6,7,8,9,10,11,12],[6,14,8,9,10,11,12]],"partitions":[[0,1,2,2,0,[[0,0,0,0,1,1785542400,0',
      '],[1,1,1,2,1,1785542400,0]]]],"stacks":[[20,[[17,18,19]]]]}',
    ];
    assert.equal(good, written.join(''));
  });

  it('writes each text once', () => {
    const builder = createSnapshotBuilder();
    for (let day = 10; day < 28; day++) {
      for (const name of ['GetObject', 'PutObject'])
        builder.add(event({ day: `2026-08-${day}`, eventName: name }));
    }
    const text = encodeSnapshot(builder.build());
    assert.equal(text.split('role/orders').length, 2);
    assert.ok(text.length < 2200, `${text.length} characters`);
  });
});

describe('isSnapshotFile', () => {
  it('goes by the format alone', () => {
    assert.ok(isSnapshotFile({ format: 'leastwise-usage' }));
    assert.ok(!isSnapshotFile({ Records: [] }));
    assert.ok(!isSnapshotFile(['leastwise-usage']));
    assert.ok(!isSnapshotFile(null));
  });
});
