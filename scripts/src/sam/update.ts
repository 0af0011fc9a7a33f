/**
 * npm run catalog:sam             writes SAM's tables and the managed policies from the wheels pinned in wheels.ts
 * npm run catalog:sam -- --check  compares only: exit 1 where what is committed is not what the pins give
 *
 * Needs Python 3 (`LEASTWISE_PYTHON`, else `python3`). The wheels come from the folder LEASTWISE_WHEELS where it holds
 * them, else from PyPI; `--check` downloads nothing and is skipped, with the reason, where the folder lacks them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { makeModules } from './modules.js';
import { readWheels } from './wheels.js';

const core = new URL('../../../packages/core/src/', import.meta.url);

process.exitCode = update(process.argv.includes('--check'));

function update(checkOnly: boolean): number {
  const facts = readWheels(!checkOnly);
  if (facts === undefined) {
    console.log('skipped: LEASTWISE_WHEELS names no folder with both wheels');
    return 0;
  }
  const modules = makeModules(facts.sam, facts.managed);
  const changed = [...modules].filter(([path, text]) => unpacked(committed(path)) !== unpacked(text));
  for (const [path, text] of changed) {
    console.log(`${checkOnly ? 'FAILED, not what the pins give' : 'Wrote'}: ${path}`);
    if (!checkOnly) writeFileSync(new URL(path, core), text);
  }
  if (changed.length === 0) console.log('What is committed is what the pins give.');
  return checkOnly && changed.length > 0 ? 1 : 0;
}

function committed(path: string): string {
  try {
    return readFileSync(fileURLToPath(new URL(path, core)), 'utf8');
  } catch {
    return '';
  }
}

/** Another zlib packs the same text to other bytes: what is packed is compared as text. */
function unpacked(module: string): string {
  return module.replace(/'([A-Za-z0-9+/=]{1000,})'/, (_, packed: string) =>
    gunzipSync(Buffer.from(packed, 'base64')).toString(),
  );
}
