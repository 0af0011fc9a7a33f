import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createAnalyzer,
  openEdits,
  parseSources,
  prepare,
  type AnalyzeOptions,
  type Snapshot,
} from '@leastwise/core';
import { collect } from '@leastwise/collect';
import { root } from './importGraph.js';

const folder = join(root, 'fixtures/orders');
const text = readFileSync(join(folder, 'template.yaml'), 'utf8');

function json(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

/** One session of typing: each step edits what the one before left. */
const steps: readonly (readonly [string, (before: string) => string])[] = [
  ['the template as it is', (before) => before],
  ['lines above everything', (before) => `# one\n# two\n${before}`],
  ['an action less', (before) => before.replace('                  - dynamodb:Scan\n', '')],
  [
    'an action more',
    (before) => before.replace('- ses:SendEmail', '- ses:SendEmail\n                  - s3:GetObject'),
  ],
  ['a wildcard', (before) => before.replace('kms:Encrypt', 'kms:*')],
  ['another Sid', (before) => before.replace('Sid: Invoices', 'Sid: Bills')],
  [
    'a comment within a policy',
    (before) => before.replace('- Sid: Mail', '# moved down\n\n              - Sid: Mail'),
  ],
  [
    'a keep comment',
    (before) =>
      before.replace(
        '                  - ses:GetSendQuota',
        '                  # leastwise-keep ses:GetSendQuota: asked for\n                  - ses:GetSendQuota',
      ),
  ],
  ['a text that is broken', (before) => before.replace('secretsmanager:*', '"secretsmanager:*')],
  ['and whole again', (before) => before.replace('"secretsmanager:*', 'secretsmanager:*')],
  ['another resource', (before) => before.replace('Resource: !Ref LedgerSecret', "Resource: '*'")],
  [
    'a managed policy',
    (before) =>
      before.replace("policy/service-role/AWSLambdaBasicExecutionRole'", "policy/AmazonS3ReadOnlyAccess'"),
  ],
  [
    'a line above the managed policy',
    (before) => before.replace('  OrderWorkerRole:', '  # who works\n  OrderWorkerRole:'),
  ],
  ['a function less', (before) => before.slice(0, before.indexOf('  # ---- the books')) + 'Outputs: {}\n'],
  ['everything at once', () => text],
];

const moved = new Set([
  'lines above everything',
  'a comment within a policy',
  'a line above the managed policy',
]);

describe('an analyzer that is used again', () => {
  let usage: Snapshot[];
  const options: AnalyzeOptions = {
    now: '2026-10-30T00:00:00Z',
    stacks: ['orders-prod'],
    selectors: [json('selectors.json')].flat(),
    trails: json('trails.json'),
  };
  before(async () => {
    await prepare();
    usage = [(await collect({ from: [join(folder, 'logs')] })).value];
  });

  it('says what a new one says, places and edits included, after every edit', () => {
    const analyzer = createAnalyzer(usage, options);
    let current = text;
    let usages: readonly unknown[] = [];
    for (const [name, step] of steps) {
      const next = step(current);
      assert.ok(next !== current || name === steps[0]?.[0], `${name}: changes nothing`);
      current = next;
      const source = { uri: 'template.yaml', text: current };
      const [own, fresh] = [analyzer, createAnalyzer(usage, options)].map((each) => {
        const analyzed = each.analyze(parseSources([source]));
        return { analysis: analyzed.analysis, edits: openEdits(analyzed, [source]).suggestEdits() };
      });
      const now = own?.analysis.functions.map((fn) => fn.usage) ?? [];
      // Where nothing but places changed, nothing was judged again.
      if (moved.has(name)) now.forEach((each, index) => assert.equal(each, usages[index], name));
      usages = now;
      assert.deepEqual(own?.analysis, fresh?.analysis, name);
      assert.deepEqual(own?.edits, fresh?.edits, name);
    }
  });
});
