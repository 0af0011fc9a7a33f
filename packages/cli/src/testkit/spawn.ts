import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/leastwise.js', import.meta.url));

/** How a run ended, and all that it printed. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a shell runs it, in a folder of its own. */
export interface Sandbox {
  readonly folder: string;
  put(files: Record<string, string | Uint8Array>): void;
  run(args: readonly string[], more?: { input?: string; env?: Record<string, string> }): Ran;
  /** The same through a shell, into `reader`. */
  pipe(args: readonly string[], reader: string): Ran;
  remove(): void;
}

/** A temporary folder; `remove` it after the test. */
export function makeSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-run-'));
  const options = { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder } };
  return {
    folder,
    put(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
    },
    run(args, { input = '', env = {} } = {}) {
      return spawned(process.execPath, [bin, ...args], {
        ...options,
        input,
        env: { ...options.env, ...env },
      });
    },
    pipe(args, reader) {
      const command = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ');
      return spawned('sh', ['-c', `${command} | ${reader}`], options);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function spawned(command: string, args: readonly string[], options: SpawnSyncOptions): Ran {
  const { status, stdout, stderr } = spawnSync(command, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}
