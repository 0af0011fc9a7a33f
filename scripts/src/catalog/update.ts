/**
 * npm run catalog:update            writes packages/core/src/catalog/data/services.ts from the pinned packages
 * npm run catalog:update -- --check compares only: exit 1 where the committed bytes are others
 *
 * Prints what was added and removed against the committed catalog. Exit 1, and nothing written, where the new catalog
 * lost more than 1 % of the actions or a field of it is empty everywhere.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareCatalogs, formatDiff, type CatalogRecord } from './compare.js';
import { generateCatalog } from './generate.js';

const target = fileURLToPath(new URL('../../../packages/core/src/catalog/data/services.ts', import.meta.url));

process.exitCode = update(process.argv.includes('--check'));

function update(checkOnly: boolean): number {
  const committed = existsSync(target) ? readFileSync(target, 'utf8') : '';
  const { record, module } = generateCatalog();
  const diff = compareCatalogs(recordOf(committed), record);
  console.log(formatDiff(diff));
  if (diff.failures.length > 0) return 1;
  if (module === committed) console.log('The committed catalog is what the pins give.');
  else if (checkOnly) console.log('FAILED: the committed catalog is not what the pins give.');
  else writeFileSync(target, module);
  return checkOnly && module !== committed ? 1 : 0;
}

/** The record out of the generated module's text, one JSON entry a line: what is committed, not what was last built. */
function recordOf(module: string): CatalogRecord {
  const start = module.indexOf('= {\n') + '= {\n'.length;
  const end = module.lastIndexOf(',\n};');
  return end < 0 ? {} : (JSON.parse(`{${module.slice(start, end)}}`) as CatalogRecord);
}
