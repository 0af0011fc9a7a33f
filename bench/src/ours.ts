import { collect } from '@leastwise/collect';

/** `collect` as the command line calls it, every record mapped into rows. Prints what `ingest.ts` reads. */
const folder = process.argv[2] ?? '.';
const threads = process.argv[3] === undefined ? {} : { threads: Number(process.argv[3]) };
const start = performance.now();
const { value, problems } = await collect({ from: folder, ...threads });
const seconds = (performance.now() - start) / 1000;
if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
const records = value.partitions.reduce((sum, { read }) => sum + read, 0);
const rows = value.partitions.reduce((sum, partition) => sum + partition.rows.length, 0);
console.log(JSON.stringify({ records, seconds, rss: process.resourceUsage().maxRSS * 1024, rows }));
