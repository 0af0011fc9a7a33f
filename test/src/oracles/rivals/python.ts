import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Pinned, so that the table of decisions speaks of something; move the pins, run, decide what is new. */
const pins = ['trailscraper==0.10.0', 'policy_sentry==0.15.2'];
const drivers = fileURLToPath(new URL('../../../oracles/', import.meta.url));

/** What a driver of test/oracles prints, given `input`. Installs the rivals from PyPI where they are not there yet. */
export function askRival(driver: string, input: unknown): unknown {
  const python = pythonWithRivals();
  const options = { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  return JSON.parse(execFileSync(python, [join(drivers, driver)], options)) as unknown;
}

let ready: string | undefined;

/** `LEASTWISE_ORACLES` names the folder of the environment; else it is kept beside other temporary files. */
function pythonWithRivals(): string {
  if (ready !== undefined) return ready;
  const folder = process.env['LEASTWISE_ORACLES'] ?? join(tmpdir(), 'leastwise-oracles');
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(python)) {
    mkdirSync(folder, { recursive: true });
    execFileSync(process.env['LEASTWISE_PYTHON'] ?? 'python3', ['-m', 'venv', folder]);
  }
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...pins], {
    stdio: 'inherit',
  });
  ready = python;
  return python;
}
