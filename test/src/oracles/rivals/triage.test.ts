import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { triage } from './triage.js';
import type { Disagreement, TriageRow } from './types.js';

const row = (subject: string, more: Partial<TriageRow> = {}): TriageRow => ({
  rival: 'trailscraper',
  kind: 'k',
  subject,
  right: 'ours',
  reason: 'r',
  source: 's',
  ...more,
});
const asked = (subject: string, more: Partial<Disagreement> = {}): Disagreement => ({
  rival: 'trailscraper',
  kind: 'k',
  subject,
  ours: '',
  theirs: '',
  ...more,
});
const ran = ['trailscraper', 'policy_sentry'];

describe('triage of rivals', () => {
  it('gives a disagreement to the first row that fits', () => {
    const { counts, open, stale } = triage([row('a B'), row('a *')], [asked('a B'), asked('a C')], ran);
    assert.deepEqual({ counts, open, stale }, { counts: [1, 1], open: [], stale: [] });
  });

  it('leaves open what no row of its rival and kind fits', () => {
    const others = [asked('b', { kind: 'other' }), asked('a'), asked('c', { rival: 'policy_sentry' })];
    const { open } = triage([row('b'), row('c')], others, ran);
    assert.deepEqual(
      open.map(({ subject }) => subject),
      ['a', 'b', 'c'],
    );
  });

  it('finds rows that decide nothing, of the rivals that ran', () => {
    const rows = [row('a'), row('b', { rival: 'policy_sentry' })];
    assert.deepEqual(triage(rows, [], ['trailscraper']).stale, [rows[0]]);
  });

  it('has a table whose every row says who is right, why, and by what', () => {
    const text = readFileSync(new URL('../../../oracles/triage.json', import.meta.url), 'utf8');
    const table = JSON.parse(text) as readonly TriageRow[];
    assert.ok(table.length > 0);
    for (const { rival, kind, subject, right, reason, source } of table) {
      assert.ok(ran.includes(rival), subject);
      assert.ok(['ours', 'theirs', 'both'].includes(right), subject);
      assert.ok(kind !== '' && reason.length > 20 && source !== '', subject);
    }
  });
});
