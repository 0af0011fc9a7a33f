import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatPage, formatReport } from './format.js';
import { makeReport } from './makeReport.js';
import type { EventMapReport, ServiceReport, VisibilityReport } from './report.js';

const classes = { exact: 6, conditional: 2, 'no-permission': 0, retired: 0, unresolved: 1 };
const queue: ServiceReport = {
  name: 'Queue',
  operations: 9,
  classes,
  sources: ['queue'],
  unresolved: ['PutBack'],
};
const dark: ServiceReport = {
  name: 'Dark',
  operations: 2,
  classes: { ...classes, exact: 0, conditional: 0, unresolved: 2 },
  sources: [],
  unresolved: ['Get', 'Put'],
};
const seen: VisibilityReport = {
  name: 'queue',
  actions: 3,
  kinds: { management: 1, data: 1, indirect: 0, never: 0, unknown: 1 },
};
const report: EventMapReport = {
  all: { ...queue, name: 'all services' },
  services: [queue, dark],
  lambda: { ...queue, name: 'the 1 services' },
  lambdaServices: [queue],
  visibility: { ...seen, name: 'all services' },
  prefixes: [seen],
  lambdaVisibility: { ...seen, name: 'the 1 services' },
};
const origin = { operations: 'made 1 (2026-01-01)', catalog: 'made 2 (2026-01-02)' };

describe('formatReport', () => {
  it('aligns names to the left and numbers to the right', () => {
    assert.deepEqual(formatReport(report, origin).split('\n').slice(2, 4), [
      'service         operations  exact  conditional  no permission  retired  unresolved  classified',
      'all services             9      6            2              0        0           1     88.88 %',
    ]);
  });
});

describe('formatPage', () => {
  const page = formatPage(report, origin);

  it('rounds shares down: 100 % means all', () => {
    assert.match(page, /\| Queue \| 9 \| 6 \| 2 \| 0 \| 0 \| 1 \| 88\.88 % \|/);
  });

  it('names what is unresolved, and a service of which nothing is known as a whole', () => {
    assert.match(page, /^- \*\*Queue\*\*: PutBack$/m);
    assert.match(page, /^- \*\*Dark\*\* \(no event source is known\): all operations$/m);
  });

  it('has visibility by prefix', () => {
    assert.match(page, /^\| queue \| 3 \| 1 \| 1 \| 0 \| 0 \| 1 \|$/m);
  });
});

describe('docs/event-map.md', () => {
  it('is what `npm run catalog:report -- --markdown` writes', () => {
    const path = fileURLToPath(new URL('../../../docs/event-map.md', import.meta.url));
    const now = makeReport();
    assert.equal(readFileSync(path, 'utf8'), formatPage(now.report, now.origin));
  });
});
