import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { configSchema, parseConfig } from '@leastwise/core';
import { root } from './importGraph.js';

function codeBlocks(path: string, language: string): string[] {
  const blocks = readFileSync(join(root, path), 'utf8').matchAll(
    new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'),
  );
  return [...blocks].map(([, code = '']) => code);
}

describe('what the pages show', () => {
  it('the library example of the README runs on the bundled example and prints each function', () => {
    const [code] = codeBlocks('README.md', 'ts');
    assert.ok(code);
    const script = join(root, 'test/dist/readmeExample.mjs');
    const folder = mkdtempSync(join(tmpdir(), 'leastwise-readme-'));
    try {
      writeFileSync(script, code);
      symlinkSync(join(root, 'fixtures/orders/template.yaml'), join(folder, 'template.yaml'));
      symlinkSync(join(root, 'fixtures/orders/logs'), join(folder, 'cloudtrail-logs'));
      const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
      const names = stdout.split('\n').map((line) => line.split(' ')[0]);
      assert.deepEqual(names, ['CreateOrder', 'MonthlyReport', 'ProcessOrder', 'RefundOrder', ''], stderr);
    } finally {
      rmSync(folder, { recursive: true });
      rmSync(script);
    }
  });

  it('every option that the README names is one of the command line', () => {
    const bin = join(root, 'packages/cli/bin/leastwise.js');
    const help = ['collect', 'analyze', 'fix', 'explain', 'prove', 'lsp']
      .map((command) => spawnSync(process.execPath, [bin, command, '--help'], { encoding: 'utf8' }).stdout)
      .join('\n');
    const named = [
      ...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/(?<=[\s`])--[a-z][a-z-]+/g),
    ].map(([name]) => name);
    const npmOwn = ['--no-install'];
    assert.ok(named.length > 5);
    assert.deepEqual(
      [...new Set(named)].filter((name) => !new RegExp(`${name}\\s`).test(help) && !npmOwn.includes(name)),
      [],
    );
  });

  it('the configuration page shows a configuration without a problem, and all of it', () => {
    const [text = ''] = codeBlocks('docs/configuration.md', 'yaml');
    const { value, problems } = parseConfig({ uri: 'leastwise.config.yaml', text });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [value.links, value.stacks, value.keep, Object.keys(value.severities), [value.minWindow]].map(
        ({ length }) => length,
      ),
      [1, 1, 1, 2, 1],
    );
    assert.equal(value.minWindow, 60);
  });

  it('docs/config.schema.json is the schema that is used: `npm run docs:schema` writes it', () => {
    const written: unknown = JSON.parse(readFileSync(join(root, 'docs/config.schema.json'), 'utf8'));
    assert.deepEqual(written, configSchema);
  });
});
