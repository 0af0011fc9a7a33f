import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Analysis } from '@leastwise/core';
import { root } from './importGraph.js';
import { digest } from './digest.js';

const fixtures = join(root, 'fixtures');
const bin = join(root, 'packages/cli/bin/leastwise.js');

/** `fixtures/<name>/options.json`. */
interface Options {
  /** What the scenario shows, in one line. */
  readonly about: string;
  /** Arguments of `analyze`; paths are those below `input/`. */
  readonly args: readonly string[];
}

const scenarios = readdirSync(fixtures)
  .filter((name) => existsSync(join(fixtures, name, 'options.json')))
  .sort();

/** The command line as people run it, in the scenario's `input/`, at the time the fixtures are written for. */
function run(
  name: string,
  words: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [bin, ...words, '--now', '2026-08-15T00:00:00Z'], {
    cwd: join(fixtures, name, 'input'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

function analyze(name: string, { args }: Options): { code: number | null; analysis: Analysis } {
  const { status, stdout, stderr } = run(name, ['analyze', ...args, '--format', 'json']);
  assert.notEqual(stdout, '', stderr);
  return { code: status, analysis: JSON.parse(stdout) as Analysis };
}

/** Compares with a file of `expected/`, or writes it. */
function checkExpected(name: string, file: string, text: string): void {
  const path = join(fixtures, name, 'expected', file);
  if (process.env['UPDATE'] === '1') {
    mkdirSync(join(fixtures, name, 'expected'), { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, 'utf8'), `${name}/expected/${file}`);
}

/**
 * Each folder of `fixtures/` that has an `options.json` is analysed, and what matters of the result is compared with
 * `expected/analysis.json`; the diff that `fix` prints, with `expected/fix.diff`. `UPDATE=1 npx mocha test/dist/scenarios.test.js` writes it again: read the difference.
 */
describe('scenarios', () => {
  for (const name of scenarios) {
    const options = JSON.parse(readFileSync(join(fixtures, name, 'options.json'), 'utf8')) as Options;
    it(`${name}: ${options.about}`, () => {
      const { code, analysis } = analyze(name, options);
      const actual = { exitCode: code, ...digest(analysis) };
      checkExpected(name, 'analysis.json', `${JSON.stringify(actual, null, 2)}\n`);
      for (const { id, narrowed, proofs } of analysis.functions) {
        assert.ok(narrowed !== undefined, `${id} has a narrowed policy`);
        assert.deepEqual([proofs?.within.result, proofs?.covers.result], ['holds', 'holds'], id);
      }
    });
    it(`${name}: the fix`, () => {
      const { status, stdout, stderr } = run(name, ['fix', ...options.args]);
      assert.notEqual(status, 2, stderr);
      checkExpected(name, 'fix.diff', stdout);
    });
  }
});
