/**
 * npm run catalog:unmodelled             writes core's list of actions without an API operation; a test compares it
 * npm run catalog:unmodelled -- --later  first writes scripts/data/laterOperations.json anew, from the release that is
 *                                        pinned below (Python as for `npm run catalog:operations`)
 */
import { writeFileSync } from 'node:fs';
import { readBotocore } from './botocore.js';
import { loadCatalog, services } from './core.js';
import { readOperations } from './data.js';
import { findLater, formatLater, laterFile, readLater } from './later.js';
import { unmodelledFile, unmodelledModule } from './unmodelled.js';

/**
 * The release of the time when the pages were read that say which calls are data events. An operation that came later
 * may be one without our knowing: move the pin only when the pages have been read again.
 */
const since = { since: '1.43.11', date: '2026-05-20' };

loadCatalog(services);
const set = readOperations();
if (process.argv.includes('--later')) {
  const operations = findLater(set.services, readBotocore(since.since));
  writeFileSync(laterFile, formatLater({ ...since, operations }));
  console.log(`Wrote ${laterFile}`);
}
writeFileSync(unmodelledFile, unmodelledModule(set, readLater()));
console.log(`Wrote ${unmodelledFile}`);
