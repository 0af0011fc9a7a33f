import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The rival: what anyone would write first. One thread, gunzip, JSON.parse, count. Prints what `ingest.ts` reads. */
const folder = process.argv[2] ?? '.';
const start = performance.now();
let records = 0;
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.json.gz')) continue;
  const text = gunzipSync(readFileSync(path.join(folder, name))).toString('utf8');
  records += (JSON.parse(text) as { Records: unknown[] }).Records.length;
}
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ records, seconds, rss: process.resourceUsage().maxRSS * 1024 }));
