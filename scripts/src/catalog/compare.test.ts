import assert from 'node:assert/strict';
import { compareCatalogs, formatDiff, type CatalogDiff } from './compare.js';
import { levelLetters } from './core.js';
import { encodeService } from './encode.js';
import { action, service } from './made.test.data.js';
import type { ActionModel } from './model.js';

const fiveNames = ['orders:Do1000', 'orders:Do1001', 'orders:Do1002', 'orders:Do1003', 'orders:Do1004'];

describe('compareCatalogs', () => {
  it('finds nothing between a catalog and itself', () => {
    const diff = compareCatalogs(catalogOf(5), catalogOf(5));
    assert.deepEqual(diff.failures, []);
    assert.ok(diff.kinds.every(({ added, removed }) => added.length === 0 && removed.length === 0));
  });

  it('takes a first catalog, and lists all of it as added', () => {
    const diff = compareCatalogs({}, catalogOf(5));
    assert.deepEqual(diff.failures, []);
    assert.deepEqual(kindOf(diff, 'services')?.added, ['orders']);
    assert.deepEqual(kindOf(diff, 'actions')?.added, fiveNames);
    assert.deepEqual(kindOf(diff, 'permission-only')?.added, fiveNames);
    assert.deepEqual(kindOf(diff, 'resource types')?.added, ['orders order']);
  });

  it('lists what went and what came', () => {
    const diff = compareCatalogs(catalogOf(200), catalogOf(199, { dependents: ['iam:GetRole'] }));
    assert.deepEqual(diff.failures, []);
    assert.deepEqual(kindOf(diff, 'actions')?.removed, ['orders:Do1199']);
    assert.equal(kindOf(diff, 'dependents')?.added[0], 'orders:Do1000 iam:GetRole');
    assert.equal(kindOf(diff, 'dependents')?.removed.length, 200);
  });

  const lost = (before: number, after: number, fails: boolean) =>
    it(`${fails ? 'refuses' : 'takes'} ${after} actions after ${before}`, () => {
      const { failures } = compareCatalogs(catalogOf(before), catalogOf(after));
      assert.equal(
        failures.some((failure) => failure.startsWith('actions:')),
        fails,
      );
    });
  lost(200, 198, false);
  lost(200, 197, true);
  lost(200, 0, true);
  lost(200, 300, false);

  const emptied = (kind: string, change: Partial<ActionModel>) =>
    it(`refuses a catalog without any ${kind}`, () => {
      const { failures } = compareCatalogs(catalogOf(5), catalogOf(5, change));
      assert.deepEqual(failures, [`${kind}: empty everywhere`]);
    });
  emptied('dependents', { dependents: [] });
  emptied('permission-only', { permissionOnly: false });
  emptied('condition keys of actions', { conditionKeys: [] });
  emptied('resource types of actions', { resourceTypes: [] });

  it('refuses a catalog in which access levels have gone', () => {
    const { failures } = compareCatalogs(catalogOf(5), catalogOf(5, { level: 'Write' }));
    const gone = ['Read', 'List', 'Tagging', 'Permissions management'];
    assert.deepEqual(
      failures,
      gone.map((level) => `level ${level}: empty everywhere`),
    );
  });

  it('refuses an empty catalog for every field', () => {
    assert.ok(compareCatalogs(catalogOf(5), {}).failures.length > 8);
  });
});

describe('formatDiff', () => {
  it('prints counts, names up to the limit, and failures', () => {
    const text = formatDiff(compareCatalogs(catalogOf(8), catalogOf(5)), 2);
    const removed = ['  - orders:Do1005', '  - orders:Do1006', '  - ... and 1 more'];
    assert.ok(text.includes(['actions: 5 (+0 -3)', ...removed].join('\n')), text);
    assert.match(text, /^FAILED: actions: 8 became 5, a loss of more than 1 %$/m);
  });
});

/** A catalog of one service with so many actions, each with every field, their levels in turn. */
function catalogOf(count: number, change: Partial<ActionModel> = {}): Record<string, string> {
  const levels = [...levelLetters.values()];
  const actions = Array.from({ length: count }, (_, index) =>
    action(`Do${1000 + index}`, { level: levels[index % levels.length] ?? 'Write', ...change }),
  );
  return { orders: encodeService(service({ actions })) };
}

function kindOf(diff: CatalogDiff, kind: string) {
  return diff.kinds.find((entry) => entry.kind === kind);
}
