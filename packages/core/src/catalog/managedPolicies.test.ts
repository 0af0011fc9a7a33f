import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from '../prepare.js';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { expandActions } from './catalog.js';
import { addedSince, missingNow } from './managedPolicies.test.data.js';

const corpora = process.env['LEASTWISE_CORPORA'];
const folder = corpora === undefined ? undefined : join(corpora, 'managed-policy-expansion');
const files = folder !== undefined && existsSync(folder) ? readdirSync(folder).sort() : [];
const added = new Set(
  Object.entries(addedSince).flatMap(([prefix, names]) =>
    names.split(' ').map((name) => `${prefix}:${name}`),
  ),
);

describe('expandActions and the managed policies of AWS', () => {
  const seen = new Set<string>();
  before(function () {
    if (files.length > 0) return prepare();
    console.log('skipped: LEASTWISE_CORPORA names no folder with managed-policy-expansion');
    return this.skip();
  });

  it('has every file of the corpus', () => assert.ok(files.length >= 70, `${files.length} files`));

  for (const file of files) {
    it(`agrees on ${file}`, () => {
      const { document, effective } = readExpansion(join(folder ?? '', file));
      const expanded = expandDocument(document);
      const more = [...expanded].filter((name) => !effective.has(name));
      const less = [...effective].filter((name) => !expanded.has(name));
      for (const name of [...more, ...less]) seen.add(name);
      assert.deepEqual(
        more.filter((name) => !added.has(name)),
        [],
      );
      assert.deepEqual(
        less.filter((name) => !Object.hasOwn(missingNow, name)),
        [],
      );
    });
  }

  it('lists no difference that is not there', () => {
    assert.deepEqual([...added, ...Object.keys(missingNow)].sort(), [...seen].sort());
  });
});

function readExpansion(path: string): { document: PolicyDocument; effective: Set<string> } {
  const { document, effective } = JSON.parse(readFileSync(path, 'utf8')) as {
    document: PolicyDocument;
    effective: string[];
  };
  return { document, effective: new Set(effective) };
}

/** What the Allow statements name; the corpus does not take Deny into account. */
function expandDocument(document: PolicyDocument): Set<string> {
  const allows = [document.Statement].flat().filter((statement) => statement.Effect === 'Allow');
  return new Set(allows.flatMap(expandStatement));
}

function expandStatement(statement: PolicyStatement): string[] {
  assert.equal(statement.NotAction, undefined, 'the corpus has no NotAction');
  return [statement.Action ?? []].flat().flatMap(expandActions);
}
