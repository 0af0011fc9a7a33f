/**
 * npm run catalog:report                prints how the event map answers for all operations and for the 60 services
 * npm run catalog:report -- --markdown  writes docs/event-map.md as well
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatPage, formatReport } from './format.js';
import { makeReport } from './makeReport.js';

const page = fileURLToPath(new URL('../../../docs/event-map.md', import.meta.url));
const { report, origin } = makeReport();

console.log(formatReport(report, origin));
if (process.argv.includes('--markdown')) {
  writeFileSync(page, formatPage(report, origin));
  console.log(`\nWrote ${page}`);
}
