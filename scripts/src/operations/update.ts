/**
 * npm run catalog:operations             writes scripts/data/operations.json from the botocore that is pinned below
 * npm run catalog:operations -- --check  compares only: exit 1 where the committed bytes are others
 *
 * Needs Python 3 (`LEASTWISE_PYTHON`, else `python3`). Without `--check` a Python that lacks the pinned botocore gets it
 * from PyPI in a temporary environment; with `--check` nothing is installed and the check is skipped, with the reason.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readBotocore, whySkipped } from './botocore.js';
import { formatOperations, operationsFile } from './data.js';

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

process.exitCode = process.argv.includes('--check') ? check() : write();

function check(): number {
  const skipped = whySkipped(pin.version);
  if (skipped !== undefined) {
    console.log(skipped);
    return 0;
  }
  const same = existsSync(operationsFile) && readFileSync(operationsFile, 'utf8') === generate();
  console.log(
    same ? 'The committed operations are what the pin gives.' : 'FAILED: they are not what the pin gives.',
  );
  return same ? 0 : 1;
}

function write(): number {
  writeFileSync(operationsFile, generate());
  console.log(`Wrote ${operationsFile}`);
  return 0;
}

function generate(): string {
  return formatOperations({ ...pin, services: readBotocore(pin.version) });
}
