import assert from 'node:assert/strict';
import { emptyConfig, parseConfig } from './parseConfig.js';

const uri = 'leastwise.config.yaml';
const arn = 'arn:aws:iam::111122223333:role/orders';

describe('parseConfig', () => {
  it('reads every key', () => {
    const { value, problems } = parseConfig({
      uri,
      text: `links:
  - function: OrdersFunction
    role: ${arn}
    session: orders-prod
  - { function: Other, session: other }
stacks: [orders-prod, orders-test]
usage: [.leastwise/usage.json.gz, logs]
selectors: [selectors.json]
trails: [trails.json]
keep:
  - action: dynamodb:DeleteTable
    until: 2027-01-31
    reason: quarterly clean-up
    function: OrdersFunction
  - action: s3:Get*
rules:
  action-unused: error
  action-wildcard: off
window:
  min: 45
`,
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(value.links, [
      { function: 'OrdersFunction', role: arn, session: 'orders-prod' },
      { function: 'Other', role: undefined, session: 'other' },
    ]);
    assert.deepEqual(value.stacks, ['orders-prod', 'orders-test']);
    assert.deepEqual(
      value.keep.map(({ pattern, until, reason, function: fn, range }) => [
        pattern,
        until,
        reason,
        fn,
        range.start.line,
      ]),
      [
        ['dynamodb:DeleteTable', '2027-01-31', 'quarterly clean-up', 'OrdersFunction', 10],
        ['s3:Get*', undefined, '', undefined, 14],
      ],
    );
    assert.deepEqual(value.severities, { 'action-unused': 'error', 'action-wildcard': 'off' });
    assert.equal(value.minWindow, 45);
    assert.deepEqual(value.usage, ['.leastwise/usage.json.gz', 'logs']);
    assert.deepEqual([value.selectors, value.trails], [['selectors.json'], ['trails.json']]);
  });

  for (const text of ['', '# nothing yet\n', '---\n', '{}', 'links:\n']) {
    it(`takes ${JSON.stringify(text)} as no config`, () => {
      const { value } = parseConfig({ uri, text });
      assert.deepEqual(value, emptyConfig);
      assert.deepEqual(value.links, []);
    });
  }

  /** Text, line of the problem counted from 1, its code, and what its message must say. */
  const bad: [string, number, string, RegExp][] = [
    ['stacks: []\nlink: []', 2, 'config-key-unknown', /`link` .* Did you mean links\?/],
    ['windows: {}', 1, 'config-key-unknown', /Did you mean window\?/],
    [
      'xyz: 1',
      1,
      'config-key-unknown',
      /Known are links, stacks, usage, selectors, trails, keep, rules, window\./,
    ],
    ['usage: logs', 1, 'config-invalid', /a list of usage snapshots/],
    ['trails: [1]', 1, 'config-invalid', /the path of a file/],
    ['keep:\n  - action: s3:Get*\n    untill: x', 3, 'config-key-unknown', /`keep\.0\.untill`.*until\?/],
    ['keep:\n  - until: 2027-01-01', 2, 'config-invalid', /`keep\.0` .*action/],
    ['keep:\n  - action: s3', 2, 'config-invalid', /`keep\.0\.action`/],
    ['keep:\n  - action: s3:*\n    until: soon', 3, 'config-invalid', /`keep\.0\.until`.*day/],
    ['keep:\n  - action: s3:*\n    until: 2027-02-30', 3, 'config-invalid', /2027-02-30.*calendar/],
    ['rules:\n  a: error\n  b: fatal', 3, 'config-invalid', /error, warning, info or off/],
    ['window:\n  min: many', 2, 'config-invalid', /whole number above 0/],
    ['window:\n  min: 0', 2, 'config-invalid', /whole number above 0/],
    ['window:\n  min: 1.5', 2, 'config-invalid', /whole number above 0/],
    ['links: x', 1, 'config-invalid', /a list of functions/],
    ['links:\n  - function: F', 2, 'config-invalid', /role or session/],
    ['links:\n  - function: F\n    role: orders', 3, 'config-invalid', /ARN of a role/],
    ['stacks:\n  - ok\n  - 7', 3, 'config-invalid', /CloudFormation stack/],
    ['- a\n- b', 1, 'config-invalid', /an object with links/],
    ['just text', 1, 'config-invalid', /an object with links/],
    ['__proto__:\n  x: 1', 1, 'config-key-unknown', /__proto__/],
    ['stacks: [a\nkeep: []', 2, 'yaml-syntax', /YAML syntax/],
    ['a/b~c%: 1', 1, 'config-key-unknown', /a\/b~c%/],
    ['\ud800: 1', 1, 'config-key-unknown', /no key/],
    ['!Ref x', 1, 'config-key-unknown', /Known are links/],
  ];
  for (const [text, line, code, message] of bad) {
    it(`says what is wrong in ${JSON.stringify(text)}`, () => {
      const { problems } = parseConfig({ uri, text });
      const found = problems.find((problem) => problem.code === code);
      assert.ok(found, JSON.stringify(problems));
      assert.equal(found.line + 1, line);
      assert.match(found.message, message);
    });
  }

  it('leaves out what does not fit, and only that', () => {
    const text = `links:
  - { function: F, role: orders, session: s }
  - { function: G, session: s }
keep:
  - { action: s3:*, until: soon, function: F }
  - { action: nothing }
rules: { a: fatal, b: off }
window: { min: -1 }
`;
    const { value, problems } = parseConfig({ uri, text });
    assert.equal(problems.length, 5);
    assert.deepEqual(
      value.links.map((link) => link.function),
      ['G'],
    );
    assert.deepEqual(
      value.keep.map(({ pattern, until, function: fn }) => [pattern, until, fn]),
      [['s3:*', undefined, 'F']],
    );
    assert.deepEqual(value.severities, { b: 'off' });
    assert.equal(value.minWindow, undefined);
  });

  it('survives 10,000 levels of nesting', () => {
    const { problems } = parseConfig({ uri, text: '['.repeat(10_000) });
    assert.equal(problems[0]?.code, 'config-too-deep');
  });
});
