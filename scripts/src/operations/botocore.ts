import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceOperations } from './model.js';

const extract = fileURLToPath(new URL('../../src/operations/extract.py', import.meta.url));

/** The Python that is asked first. */
export const python = process.env['LEASTWISE_PYTHON'] ?? 'python3';

/** The services of this release: by our Python where it has it, else by a temporary environment with it from PyPI. */
export function readBotocore(version: string): readonly ServiceOperations[] {
  return versionOf(python) === version ? readServices(python) : readInstalled(version);
}

/** Why a check against this release has to be skipped: checks install nothing. Undefined: it need not be. */
export function whySkipped(version: string): string | undefined {
  const found = versionOf(python);
  if (found === version) return undefined;
  return `skipped: ${python} has ${found ?? 'no'} botocore, ${version} is needed (LEASTWISE_PYTHON)`;
}

function readInstalled(version: string): readonly ServiceOperations[] {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-botocore-'));
  try {
    execFileSync(python, ['-m', 'venv', folder]);
    const own = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    execFileSync(own, ['-m', 'pip', 'install', '--quiet', `botocore==${version}`], { stdio: 'inherit' });
    return readServices(own);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readServices(interpreter: string): readonly ServiceOperations[] {
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const { services } = JSON.parse(execFileSync(interpreter, [extract], options)) as {
    services: readonly ServiceOperations[];
  };
  return services;
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
