import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findCycles, importsOf, layerFaults, readImportGraph, readStages, root } from './importGraph.js';

const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'src')),
);

describe('layers', () => {
  for (const name of packages) {
    it(`no import cycles in packages/${name}, type-only imports included`, () => {
      const graph = readImportGraph(`packages/${name}/src`);
      assert.ok(graph.size > 0, 'no source files were found');
      assert.deepEqual(findCycles(graph), []);
    });

    it(`relative imports of packages/${name} name files of the package`, () => {
      const graph = readImportGraph(`packages/${name}/src`);
      const missing = [...graph].flatMap(([file, targets]) =>
        targets
          .filter((target) => target.endsWith('.ts') && !graph.has(target))
          .map((target) => `${file} → ${target}`),
      );
      assert.deepEqual(missing, []);
    });
  }

  it('core keeps the order of stages, has no Node modules, and proof trusts no finding or suggestion', () => {
    assert.deepEqual(layerFaults(readImportGraph('packages/core/src'), readStages()), []);
  });

  it('the language server has Node modules in its node folder only', () => {
    const graph = readImportGraph('packages/language-server/src');
    const isNode = (target: string): boolean => target.startsWith('node:') || target.endsWith('/node');
    const faults = [...graph].flatMap(([file, targets]) =>
      targets.some((target) => isNode(target) || target.startsWith('node/')) ? [file] : [],
    );
    const allowed = /^(?:node|testkit)\/|\.test\.ts$/;
    assert.deepEqual(
      faults.filter((file) => !allowed.test(file)),
      [],
    );
    assert.ok(faults.some((file) => file.startsWith('node/')));
  });

  it('the list of stages names the folders of core, in the order of the design', () => {
    const { order } = readStages();
    const folders = readdirSync(join(root, 'packages/core/src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    assert.deepEqual(
      folders.filter((folder) => !order.includes(folder) && folder !== 'testkit'),
      [],
    );
    assert.equal(order[0], 'util');
    assert.equal(order.at(-1), 'outputs');
  });
});

describe('layer checks find what they are for', () => {
  const stages = { order: ['util', 'sources', 'findings', 'proof'], never: { proof: ['findings'] } };
  const known = [
    'util/a.ts',
    'sources/b.ts',
    'findings/c.ts',
    'proof/d.ts',
    'analyze.ts',
    'analysis.ts',
    'util/a.test.ts',
    'testkit/e.ts',
  ];

  /** What `file` importing `target` is called, in a tree where only that import exists. */
  function faultOf(file: string, target: string): string | undefined {
    const graph = new Map(known.map((name) => [name, name === file ? [target] : []]));
    return layerFaults(graph, stages)[0]?.split(': ')[1];
  }

  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['findings/c.ts', 'sources/b.ts', undefined],
    ['sources/b.ts', 'util/a.ts', undefined],
    ['analyze.ts', 'proof/d.ts', undefined],
    ['findings/c.ts', 'analysis.ts', undefined],
    ['findings/c.ts', 'lodash/groupBy.js', undefined],
    ['util/a.test.ts', 'proof/d.ts', undefined],
    ['util/a.test.ts', 'node:fs', undefined],
    ['sources/b.ts', 'findings/c.ts', 'sources comes before findings'],
    ['proof/d.ts', 'findings/c.ts', 'proof must not trust findings'],
    ['sources/b.ts', 'analyze.ts', 'a stage imports the top'],
    ['sources/b.ts', 'node:fs', 'core has no Node modules'],
    ['sources/b.ts', '../../collect/src/index.ts', 'an import that leaves the package'],
    ['sources/b.ts', 'util/a.test.ts', 'product code imports a test'],
    ['sources/b.ts', 'testkit/e.ts', 'product code imports a test'],
    ['testkit/e.ts', 'proof/d.ts', undefined],
  ];
  for (const [file, target, fault] of cases) {
    it(`${file} → ${target}: ${fault ?? 'allowed'}`, () => assert.equal(faultOf(file, target), fault));
  }

  it('sees type-only, re-exporting and dynamic imports', () => {
    const text = [
      "import type { A } from '../a.js';",
      "export * from './b.js';",
      "const c = await import('./c.js');",
      "// import d from './d.js';",
      "import fs from 'node:fs';",
    ].join('\n');
    assert.deepEqual(importsOf('sources/x.ts', text), ['a.ts', 'sources/b.ts', 'sources/c.ts', 'node:fs']);
  });

  it('finds rings of two, of three and of one, and none in a tree', () => {
    const graph = (edges: Record<string, string[]>): Map<string, string[]> => new Map(Object.entries(edges));
    assert.deepEqual(findCycles(graph({ a: ['b', 'c'], b: ['c'], c: [] })), []);
    assert.deepEqual(findCycles(graph({ a: ['b'], b: ['a'], c: ['a'] })), [['a', 'b']]);
    assert.deepEqual(findCycles(graph({ a: ['b'], b: ['c'], c: ['a'], d: [] })), [['a', 'b', 'c']]);
    assert.deepEqual(findCycles(graph({ a: ['a'] })), [['a']]);
  });
});
