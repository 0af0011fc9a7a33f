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
function analyze(name: string, { args }: Options): { code: number | null; analysis: Analysis } {
  const words = [bin, 'analyze', ...args, '--format', 'json', '--now', '2026-08-15T00:00:00Z'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: join(fixtures, name, 'input'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.notEqual(stdout, '', stderr);
  return { code: status, analysis: JSON.parse(stdout) as Analysis };
}

/**
 * Each folder of `fixtures/` that has an `options.json` is analysed, and what matters of the result is compared with
 * `expected/analysis.json`. `UPDATE=1 npx mocha test/dist/scenarios.test.js` writes it again: read the difference.
 */
describe('scenarios', () => {
  for (const name of scenarios) {
    const options = JSON.parse(readFileSync(join(fixtures, name, 'options.json'), 'utf8')) as Options;
    it(`${name}: ${options.about}`, () => {
      const { code, analysis } = analyze(name, options);
      const actual = { exitCode: code, ...digest(analysis) };
      const path = join(fixtures, name, 'expected', 'analysis.json');
      if (process.env['UPDATE'] === '1') {
        mkdirSync(join(fixtures, name, 'expected'), { recursive: true });
        writeFileSync(path, `${JSON.stringify(actual, null, 2)}\n`);
      }
      assert.deepEqual(actual, JSON.parse(readFileSync(path, 'utf8')));
      for (const { id, narrowed, proofs } of analysis.functions) {
        assert.ok(narrowed !== undefined, `${id} has a narrowed policy`);
        assert.deepEqual([proofs?.within.result, proofs?.covers.result], ['holds', 'holds'], id);
      }
    });
  }
});
