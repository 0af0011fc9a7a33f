import assert from 'node:assert/strict';
import type { Analysis } from '../analysis.js';
import { rules } from '../findings/rules.js';
import { toSarif } from './sarif.js';

const analysis: Analysis = {
  version: 1,
  window: { from: '', to: '', days: 0, spanDays: 0 },
  coverage: [],
  events: { read: 0, duplicates: 0, mapped: 0, unresolved: [], denied: 0 },
  functions: [],
  findings: [
    {
      rule: 'grant-one-time',
      severity: 'info',
      message: 'used once <b>',
      function: 'F',
      uri: 'a b/template.yaml',
      range: { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } },
      evidence: {},
      fingerprint: '0123456789abcdef',
    },
  ],
  problems: [],
};

describe('toSarif', () => {
  it('counts from one, keeps the fingerprint and encodes the path', () => {
    const [run] = toSarif(analysis).runs;
    assert.deepEqual(run?.results, [
      {
        ruleId: 'grant-one-time',
        level: 'note',
        message: { text: 'used once <b>' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a%20b/template.yaml' },
              region: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 10 },
            },
          },
        ],
        partialFingerprints: { 'leastwise/v1': '0123456789abcdef' },
      },
    ]);
  });

  it('lists every rule', () => {
    assert.deepEqual(
      toSarif(analysis).runs[0]?.tool.driver.rules.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
  });
});
