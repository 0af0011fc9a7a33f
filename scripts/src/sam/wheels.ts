import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ManagedFacts, SamFacts } from './model.js';

/** One release on PyPI; the date is that of the files in the wheel. */
export interface Pin {
  readonly package: string;
  readonly version: string;
  readonly date: string;
  readonly licence: string;
}

export const translatorPin: Pin = {
  package: 'aws-sam-translator',
  version: '1.115.0',
  date: '2026-10-12',
  licence: 'Apache-2.0, Copyright Amazon.com, Inc. or its affiliates',
};

export const motoPin: Pin = {
  package: 'moto',
  version: '5.2.5',
  date: '2026-10-27',
  licence: 'Apache-2.0, Copyright the moto contributors',
};

const python = process.env['LEASTWISE_PYTHON'] ?? 'python3';
const extract = fileURLToPath(new URL('../../src/sam/extract.py', import.meta.url));

/** What both wheels say; undefined where `mayDownload` is false and LEASTWISE_WHEELS holds not both of them. */
export function readWheels(mayDownload: boolean): { sam: SamFacts; managed: ManagedFacts } | undefined {
  const cached = process.env['LEASTWISE_WHEELS'];
  if (cached !== undefined) {
    const found = [translatorPin, motoPin].map((pin) => findWheel(cached, pin));
    if (found.every((path) => path !== undefined)) return readBoth(found);
  }
  if (!mayDownload) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-wheels-'));
  try {
    return readBoth([translatorPin, motoPin].map((pin) => download(folder, pin)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readBoth(paths: readonly (string | undefined)[]): { sam: SamFacts; managed: ManagedFacts } {
  const [sam, managed] = paths.map((path) => readWheel(path ?? ''));
  return { sam: sam as SamFacts, managed: managed as ManagedFacts };
}

function readWheel(path: string): unknown {
  return JSON.parse(
    execFileSync(python, [extract, path], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  ) as unknown;
}

/** The archive alone, without what it depends on. */
function download(folder: string, pin: Pin): string {
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder];
  execFileSync(python, [...args, `${pin.package}==${pin.version}`], { stdio: 'inherit' });
  return findWheel(folder, pin) ?? '';
}

function findWheel(folder: string, pin: Pin): string | undefined {
  const start = `${pin.package.replaceAll('-', '_')}-${pin.version}-`;
  const name = readdirSync(folder).find((each) => each.startsWith(start) && each.endsWith('.whl'));
  return name === undefined ? undefined : join(folder, name);
}
