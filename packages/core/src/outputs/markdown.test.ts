import assert from 'node:assert/strict';
import type { Analysis, FunctionAnalysis } from '../analysis.js';
import type { Finding } from '../findings/types.js';
import { toMarkdown } from './markdown.js';

const place = { start: { line: 4, character: 2 }, end: { line: 4, character: 9 } };

function functionOf(over: Partial<FunctionAnalysis> = {}): FunctionAnalysis {
  const actions = { used: ['s3:GetObject'], possiblyUsed: [], unused: ['s3:PutObject'], notObservable: [] };
  const grant = {
    statement: '0',
    pattern: 's3:*',
    resource: '*',
    implied: false,
    uri: 't.yaml',
    range: place,
    resourceRange: place,
    actions: { ...actions, unknown: [] },
    reasons: {},
  };
  return {
    id: 't.yaml#Orders',
    name: 'Orders',
    principal: '',
    session: null,
    bindings: {},
    grants: [grant, { ...grant, implied: true }],
    usage: [],
    narrowed: { Statement: [] },
    keepAttached: [],
    expiring: [],
    proofs: {
      within: { result: 'holds' },
      covers: { result: 'holds' },
      backtest: { calls: 1, denied: 0, exact: true },
    },
    ...over,
  };
}

function findingOf(over: Partial<Finding> = {}): Finding {
  return {
    rule: 'action-unused',
    severity: 'warning',
    message: 's3:PutObject was not used',
    function: 'Orders',
    uri: 't.yaml',
    range: place,
    evidence: {},
    fingerprint: 'f',
    ...over,
  };
}

function analysisOf(over: Partial<Analysis> = {}): Analysis {
  return {
    version: 1,
    window: { from: '2026-08-01T00:00:00Z', to: '2026-10-30T00:00:00Z', days: 90, spanDays: 90 },
    coverage: [],
    events: { read: 5, duplicates: 0, mapped: 5, unresolved: [], denied: 0 },
    functions: [functionOf()],
    findings: [findingOf()],
    problems: [],
    ...over,
  };
}

describe('toMarkdown', () => {
  it('lists the days that no log covers', () => {
    const gap = {
      account: '1',
      region: 'eu-<west>',
      from: '2026-08-04',
      to: '2026-08-04',
      days: 1,
      because: 'not yet' as const,
    };
    const text = toMarkdown({ ...analysisOf(), gaps: [gap] });
    assert.match(
      text,
      /5 events read\.\n- not covered: 2026-08-04 \(1 day\) in eu-&#60;west&#62;: no log files yet\n\n/,
    );
  });

  it('is a table of functions, the findings and the folded policies', () => {
    assert.equal(
      toMarkdown(analysisOf()),
      [
        '### Leastwise: 1 function, 1 finding',
        '',
        '90 days covered, 2026-08-01 to 2026-10-30; 5 events read.',
        '',
        "| Function | Granted | Used | Can't know | Unused | Narrowed |",
        '|---|--:|--:|--:|--:|---|',
        '| Orders | 2 | 1 | 0 | 1 | proven |',
        '',
        '- **warning** t.yaml:5 s3:PutObject was not used (action-unused)',
        '',
        '<details><summary>Narrowed policy of Orders</summary>',
        '',
        '```json',
        '{',
        '  "Statement": []',
        '}',
        '```',
        '',
        '</details>',
        '',
      ].join('\n'),
    );
  });

  it('says where nothing was found, withheld or readable', () => {
    const { narrowed: _, ...withheld } = functionOf();
    const text = toMarkdown(
      analysisOf({
        window: { from: '', to: '', days: 0, spanDays: 0 },
        functions: [withheld],
        findings: [],
        problems: [{ kind: 'unreadable', code: 'c', uri: 'a', line: 0, message: 'm' }],
      }),
    );
    assert.match(text, /every verdict is unknown/);
    assert.match(text, /\| withheld \|/);
    assert.match(text, /1 problem, 1 of them inputs that could not be read/);
    assert.doesNotMatch(text, /details/);
  });

  const hostile: readonly (readonly [string, RegExp])[] = [
    ['a|b', /\|b/],
    ['<img src=x onerror=1>', /<img/],
    ['@everyone', /@/],
    ['[x](https://example.test)', /\[x\]|https:\/\//],
    ['www.example.test', /www\./],
    ['`code` **bold** _it_', /`code`|\*\*bold|_it_/],
    ['a\n\n# head', /^# head/m],
    ['</summary><script>', /<script>/],
  ];
  for (const [name, markup] of hostile) {
    it(`shows ${JSON.stringify(name)} as it is, without obeying it`, () => {
      const findings = [findingOf({ message: name, uri: name })];
      const text = toMarkdown(analysisOf({ functions: [functionOf({ name })], findings }));
      assert.doesNotMatch(text.replace('<summary>Narrowed', ''), markup);
    });
  }

  it('stays below the length of a comment', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      functionOf({
        name: `F${index}`,
        narrowed: { Statement: [{ Effect: 'Allow', Action: 'x'.repeat(900) }] },
      }),
    );
    const findings = Array.from({ length: 400 }, () => findingOf());
    const text = toMarkdown(analysisOf({ functions: many, findings }));
    assert.ok(text.length <= 65_536, String(text.length));
    assert.match(text, /- and 350 more/);
    assert.match(text, /\| and 300 more \|/);
  });
});
