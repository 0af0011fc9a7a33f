import assert from 'node:assert/strict';
import { parseYamlTree } from '../../sources/yamlTree.js';
import type { Tree } from '../../sources/tree.js';
import { layoutOf } from './layout.js';
import { readBeginning, renderBeginning } from './variableText.js';

interface Case {
  readonly it: string;
  /** The value of Resource, as a person wrote it. */
  readonly item: string;
  readonly texts: readonly string[];
  readonly value: string;
  readonly expected: string | undefined;
}

const bucket = 'arn:aws:s3:::app-${sls::stage}';

const cases: readonly Case[] = [
  {
    it: 'a variable at the beginning stays, what is below it is new',
    item: 'arn:aws:s3:::${self:custom.bucket}/*',
    texts: [`${bucket}/*`],
    value: `${bucket}/in/*`,
    expected: 'arn:aws:s3:::${self:custom.bucket}/in/*',
  },
  {
    it: 'the quotes are those of the item',
    item: '"arn:aws:s3:::${self:custom.bucket}/*"',
    texts: [`${bucket}/*`],
    value: `${bucket}/in/*`,
    expected: '"arn:aws:s3:::${self:custom.bucket}/in/*"',
  },
  {
    it: 'Fn::Sub by tag stays',
    item: "!Sub 'arn:${AWS::Partition}:s3:::${self:custom.bucket}/*'",
    texts: ['arn:${AWS::Partition}:s3:::app-dev/*'],
    value: 'arn:${AWS::Partition}:s3:::app-dev/in/*',
    expected: "!Sub 'arn:${AWS::Partition}:s3:::${self:custom.bucket}/in/*'",
  },
  {
    it: 'Fn::Sub as a map stays',
    item: '{ Fn::Sub: "arn:aws:s3:::${self:custom.bucket}/*" }',
    texts: [`${bucket}/*`],
    value: `${bucket}/in/*`,
    expected: '{ Fn::Sub: "arn:aws:s3:::${self:custom.bucket}/in/*" }',
  },
  {
    it: 'another beginning is not ours',
    item: 'arn:aws:s3:::${self:custom.bucket}/*',
    texts: [`${bucket}/*`],
    value: 'arn:aws:s3:::other/in/*',
    expected: undefined,
  },
  {
    it: 'a new symbol would be a variable there',
    item: 'arn:aws:s3:::${self:custom.bucket}/*',
    texts: [`${bucket}/*`],
    value: `${bucket}/\${Other}`,
    expected: undefined,
  },
  {
    it: 'without a variable of serverless.yml there is nothing to keep',
    item: '!Sub "arn:aws:s3:::${Bucket}/*"',
    texts: ['arn:aws:s3:::${Bucket}/*'],
    value: 'arn:aws:s3:::${Bucket}/in/*',
    expected: undefined,
  },
  {
    it: 'a variable that stands for a list',
    item: '${self:custom.arns}',
    texts: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
    value: 'arn:aws:s3:::a/x',
    expected: undefined,
  },
];

describe('values in the words of serverless.yml', () => {
  for (const { it: title, item, texts, value, expected } of cases) {
    it(title, () => {
      const old = [{ item: treeOf(item), texts }];
      const layout = layoutOf(textOf(item), 'yaml', 'short');
      const written = renderBeginning(value, old, layout, {
        style: item.includes('"') ? 'double' : item.includes("'") ? 'single' : 'plain',
        inFlow: false,
      });
      assert.equal(written, expected);
      if (written !== undefined) assert.equal(readBeginning(treeOf(written), old), value);
    });
  }

  it('reads nothing into an item of another form, or with symbols of its own', () => {
    const old = [{ item: treeOf('arn:aws:s3:::${self:custom.bucket}/*'), texts: [`${bucket}/*`] }];
    assert.equal(readBeginning(treeOf('!Sub "arn:aws:s3:::${self:custom.bucket}/in"'), old), undefined);
    assert.equal(readBeginning(treeOf('arn:aws:s3:::${self:custom.bucket}/${X}'), old), undefined);
    assert.equal(readBeginning(treeOf('[a]'), old), undefined);
  });
});

function textOf(item: string): string {
  return `Resource: ${item}\n`;
}

function treeOf(item: string): Tree {
  const { tree } = parseYamlTree(textOf(item));
  assert.ok(tree?.kind === 'map');
  const [entry] = tree.entries;
  assert.ok(entry !== undefined);
  return entry.value;
}
