import assert from 'node:assert/strict';
import { uuid } from './events.fixture.js';
import { createIdTable, eachId, enterId, findId, isSuppressed, parseId, rowAt, suppressAt } from './ids.js';

function words(id: string): Uint32Array {
  const into = new Uint32Array(4);
  parseId(id, into);
  return into;
}

describe('parseId', () => {
  it('keeps a UUID exactly', () => {
    assert.deepEqual(
      [...words('01234567-89ab-cdef-0123-456789abcdef')],
      [0x01234567, 0x89abcdef, 0x01234567, 0x89abcdef],
    );
  });
  it('reads upper case as lower case', () => {
    assert.deepEqual(
      words('01234567-89AB-CDEF-0123-456789ABCDEF'),
      words('01234567-89ab-cdef-0123-456789abcdef'),
    );
  });

  const others = [
    '',
    'EXAMPLE1',
    'EXAMPLE2',
    '01234567-89ab-cdef-0123-456789abcdeg',
    '0123456789ab-cdef-0123-456789abcdef-',
  ];
  it('tells other texts apart', () => {
    const seen = new Set(others.map((id) => words(id).join()));
    assert.equal(seen.size, others.length);
  });
});

describe('an id table', () => {
  it('finds every id again after growing', () => {
    const table = createIdTable();
    for (let number = 0; number < 5000; number++)
      assert.ok(enterId(table, words(uuid(number)), 7, number) >= 0);
    for (let number = 0; number < 5000; number++) {
      const slot = findId(table, words(uuid(number)), 7);
      assert.equal(rowAt(table, slot), number);
    }
    assert.equal(table.used, 5000);
    assert.equal(findId(table, words(uuid(5000)), 7), -1);
  });

  it('answers with the slot of a copy, and keeps its row', () => {
    const table = createIdTable();
    const slot = enterId(table, words(uuid(1)), 7, 3);
    assert.equal(enterId(table, words(uuid(1)), 7, 4), -1 - slot);
    assert.equal(rowAt(table, slot), 3);
  });

  it('tells copies apart that say different things', () => {
    const table = createIdTable();
    enterId(table, words(uuid(1)), 7, 3);
    assert.ok(enterId(table, words(uuid(1)), 8, 4) >= 0);
    assert.equal(table.used, 2);
  });

  it('remembers what is suppressed when it grows', () => {
    const table = createIdTable();
    suppressAt(table, enterId(table, words(uuid(1)), 7, 3));
    for (let number = 2; number < 100; number++) enterId(table, words(uuid(number)), 7, number);
    const slot = findId(table, words(uuid(1)), 7);
    assert.ok(isSuppressed(table, slot));
    assert.equal(rowAt(table, slot), 3);
    assert.ok(!isSuppressed(table, findId(table, words(uuid(2)), 7)));
  });

  it('visits every entry', () => {
    const table = createIdTable();
    for (let number = 0; number < 40; number++) enterId(table, words(uuid(number)), number, number);
    const seen: number[] = [];
    eachId(table, (slot, id, content) => {
      assert.deepEqual(id, words(uuid(content)));
      seen.push(rowAt(table, slot));
    });
    assert.deepEqual(
      seen.sort((a, b) => a - b),
      Array.from({ length: 40 }, (_, number) => number),
    );
  });
});
