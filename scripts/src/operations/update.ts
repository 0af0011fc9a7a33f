/**
 * npm run catalog:operations             writes scripts/data/operations.json from the botocore that is pinned below
 * npm run catalog:operations -- --check  compares only: exit 1 where the committed bytes are others
 *
 * Needs Python 3 (`LEASTWISE_PYTHON`, else `python3`). Without `--check` a Python that lacks the pinned botocore gets it
 * from PyPI in a temporary environment; with `--check` nothing is installed and the check is skipped, with the reason.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatOperations, operationsFile } from './data.js';
import type { ServiceOperations } from './model.js';

/**
 * The last release before the catalog's day, so that both speak of the same AWS: the action of an operation that came
 * later is not in the catalog. Move both together. The date is that of the files in the wheel.
 */
const pin = {
  package: 'botocore',
  version: '1.43.103',
  date: '2026-09-25',
  licence: 'Apache-2.0, Copyright Amazon.com, Inc. or its affiliates; names of services and operations only',
};
const extract = fileURLToPath(new URL('../../src/operations/extract.py', import.meta.url));
const python = process.env['LEASTWISE_PYTHON'] ?? 'python3';

process.exitCode = process.argv.includes('--check') ? check() : write();

function check(): number {
  const found = versionOf(python);
  if (found !== pin.version) {
    console.log(
      `skipped: ${python} has ${found ?? 'no'} botocore, ${pin.version} is needed (LEASTWISE_PYTHON)`,
    );
    return 0;
  }
  const same = existsSync(operationsFile) && readFileSync(operationsFile, 'utf8') === generate(python);
  console.log(
    same ? 'The committed operations are what the pin gives.' : 'FAILED: they are not what the pin gives.',
  );
  return same ? 0 : 1;
}

function write(): number {
  writeFileSync(operationsFile, versionOf(python) === pin.version ? generate(python) : installed());
  console.log(`Wrote ${operationsFile}`);
  return 0;
}

/** The text made by a temporary environment with the pinned release. */
function installed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-botocore-'));
  try {
    execFileSync(python, ['-m', 'venv', folder]);
    const own = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    const release = `${pin.package}==${pin.version}`;
    execFileSync(own, ['-m', 'pip', 'install', '--quiet', release], { stdio: 'inherit' });
    return generate(own);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function generate(interpreter: string): string {
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const { services } = JSON.parse(execFileSync(interpreter, [extract], options)) as {
    services: readonly ServiceOperations[];
  };
  return formatOperations({ ...pin, services });
}

/** Undefined where there is no such Python, or no botocore in it. */
function versionOf(interpreter: string): string | undefined {
  try {
    const program = 'import botocore; print(botocore.__version__)';
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync(interpreter, ['-c', program], { encoding: 'utf8', stdio: [...stdio] }).trim();
  } catch {
    return undefined;
  }
}
