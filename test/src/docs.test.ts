import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '@leastwise/core';
import { root, shown } from './importGraph.js';

const pages = join(root, 'docs/rules');
const sections = [
  'What it finds',
  'Why it matters',
  'Example',
  'Evidence',
  'How to keep it',
  'When it is silent',
];

/** Every page that people read, by its path in the repository. */
const markdown = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'bench/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
].filter((path) => existsSync(join(root, path)));

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('rule pages', () => {
  it('there is one for each rule, and none for a rule that is not there', () => {
    const named = readdirSync(pages).map((name) => name.replace(/\.md$/, ''));
    assert.deepEqual(named.sort(), rules.map(({ id }) => id).sort());
  });

  for (const { id, severity } of rules) {
    it(`${id} has its title, its severity and every section, none of them empty`, () => {
      const text = read(`docs/rules/${id}.md`);
      assert.ok(text.startsWith(`# ${id}\n`));
      assert.match(text, new RegExp(`Severity: ${severity}\\.`));
      const parts = text.split(/^## /m).slice(1);
      assert.deepEqual(
        parts.map((part) => part.split('\n')[0]),
        sections,
      );
      for (const part of parts) assert.ok(part.split('\n').slice(1).join('').trim().length > 20, part);
    });
  }
});

describe('docs', () => {
  for (const path of markdown) {
    it(`${path}: every link and every file that it names is there`, () => {
      const text = read(path);
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) =>
        join(dirname(path), target),
      );
      const files = [
        ...text.matchAll(
          /`((?:packages|test|scripts|fixtures|docs|bench)\/[\w./-]+\.(?:ts|mjs|json|md|js))`/g,
        ),
      ];
      const named = [...links, ...files.map(([, target = '']) => target)];
      assert.deepEqual(
        named.filter((target) => !existsSync(join(root, target))).map((target) => shown(join(root, target))),
        [],
      );
    });
  }

  it('the README says nothing of scripts that are not there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [
      ...markdown
        .map(read)
        .join('\n')
        .matchAll(/npm run ([\w:]+)/g),
    ].map(([, name = '']) => name);
    assert.ok(named.length > 0);
    assert.deepEqual(
      [...new Set(named)].filter((name) => !(name in scripts)),
      [],
    );
  });
});
