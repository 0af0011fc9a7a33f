import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { root } from '../../importGraph.js';
import type { Output } from './compare.js';
import type { Partition } from './roles.js';

/** The release that the tables are made from (scripts/src/sam/wheels.ts), and the parser of its templates. */
const pins = ['aws-sam-translator==1.115.0', 'pyyaml==6.0.3'];

/** What SAM's translator makes of each template, by its key; installs it from PyPI where it is not there yet. */
export function askTranslator(
  { name, region }: Partition,
  templates: ReadonlyMap<string, string>,
): ReadonlyMap<string, Output> {
  const asked = { partition: name, region, templates: Object.fromEntries(templates) };
  const printed = execFileSync(pythonWithTranslator(), [join(root, 'test/oracles/sam.py')], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return new Map(Object.entries(JSON.parse(printed) as Record<string, Output>));
}

/** `LEASTWISE_ORACLES_SAM` names the folder of the environment; else it is kept beside other temporary files. */
function pythonWithTranslator(): string {
  const folder = process.env['LEASTWISE_ORACLES_SAM'] ?? join(tmpdir(), 'leastwise-oracles-sam');
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(python)) {
    mkdirSync(folder, { recursive: true });
    execFileSync(process.env['LEASTWISE_PYTHON'] ?? 'python3', ['-m', 'venv', folder]);
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...pins], {
      stdio: 'inherit',
    });
  }
  return python;
}
