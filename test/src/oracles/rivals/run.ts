import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { loadCatalog, services } from './core.js';
import { comparePolicySentry } from './policySentry.js';
import { compareTrailscraper } from './trailscraper.js';
import { triage } from './triage.js';
import type { Compared, TriageRow } from './types.js';

/**
 * npm run oracles: other tools' answers beside ours. Fails where a disagreement is in no row of test/oracles/triage.json,
 * or a row decides nothing any more. Needs Python 3 and PyPI, and is no part of `npm test`.
 */
const table = fileURLToPath(new URL('../../../oracles/triage.json', import.meta.url));
const rows = JSON.parse(readFileSync(table, 'utf8')) as readonly TriageRow[];
const corpora = process.env['LEASTWISE_CORPORA'];

loadCatalog(services);
if (corpora === undefined) console.log('without recorded events: LEASTWISE_CORPORA is not set');
const compared = { trailscraper: await compareTrailscraper(corpora), policy_sentry: comparePolicySentry() };
for (const [name, { asked, disagreements }] of Object.entries(compared)) report(name, asked, disagreements);
const all = Object.values(compared).flatMap(({ disagreements }) => disagreements);
const { counts, open, stale } = triage(rows, all, corpora === undefined ? [] : Object.keys(compared));
rows.forEach((row, at) => {
  console.log(
    `${String(counts[at]).padStart(6)}  ${row.right.padEnd(6)}  ${row.rival}, ${row.kind}: ${row.subject}`,
  );
});
for (const each of open) console.log(`not in the table: ${JSON.stringify(each)}`);
for (const row of stale) console.log(`decides nothing: ${JSON.stringify(row)}`);
const wrong = open.length + stale.length;
console.log(
  wrong === 0 ? 'Every disagreement is decided.' : `FAILED: ${open.length} open, ${stale.length} stale.`,
);
process.exitCode = wrong === 0 ? 0 : 1;

function report(name: string, asked: number, disagreements: Compared['disagreements']): void {
  const share = ((1 - disagreements.length / asked) * 100).toFixed(2);
  console.log(`${name}: ${asked} asked, ${disagreements.length} disagreements (${share} % agree)`);
}
