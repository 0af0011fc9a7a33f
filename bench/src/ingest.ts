import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeTrail, type Trail } from './trail.js';

/**
 * Records per second and peak memory of `collect`, against gunzip + JSON.parse + count in one thread, over the same
 * generated trail in the same run. `npm run bench:ingest -- --mb 300 --rounds 3`
 */
interface Run {
  readonly records: number;
  readonly seconds: number;
  /** Peak, in bytes. */
  readonly rss: number;
  readonly rows?: number;
}

const variants: readonly (readonly [name: string, script: string, args: readonly string[]])[] = [
  ['gunzip + JSON.parse + count, 1 thread', 'floor.js', []],
  ['collect, in place', 'ours.js', ['0']],
  [`collect, ${availableParallelism()} threads (default)`, 'ours.js', []],
];

const { values } = parseArgs({
  options: { mb: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '3' } },
});
const folder = mkdtempSync(path.join(tmpdir(), 'leastwise-bench-'));
try {
  const trail = writeTrail(folder, Number(values.mb) * 1e6);
  console.log(describeTrail(trail));
  const runs = measure(Number(values.rounds));
  console.log(toTable(trail, runs));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** All variants in turn, round by round, so that a noisy minute hits all of them. Each in a process of its own. */
function measure(rounds: number): Run[][] {
  const runs: Run[][] = variants.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, script, args]] of variants.entries()) {
      const file = fileURLToPath(new URL(script, import.meta.url));
      const output = execFileSync(process.execPath, [file, folder, ...args], { encoding: 'utf8' });
      runs[index]?.push(JSON.parse(output) as Run);
    }
  }
  return runs;
}

function describeTrail({ files, records, raw, packed }: Trail): string {
  const sizes = `${mega(raw)} MB raw, ${mega(packed)} MB gzipped`;
  const machine = `Node ${process.version}, ${availableParallelism()} of ${cpus()[0]?.model ?? 'unknown'}`;
  return `${files} files, ${records} records, ${sizes}; ${machine}`;
}

function toTable(trail: Trail, runs: readonly Run[][]): string {
  const floor = median(runs[0]?.map(({ seconds }) => seconds) ?? []);
  const rows = variants.map(([name], index) => {
    const of = runs[index] ?? [];
    const seconds = median(of.map((run) => run.seconds));
    if (of.some(({ records }) => records !== trail.records))
      throw new Error(`${name} did not read every record`);
    const rate = Math.round(trail.records / seconds);
    const rss = Math.max(...of.map((run) => run.rss));
    const cells = [
      name,
      seconds.toFixed(2),
      rate,
      mega(trail.raw / seconds),
      mega(rss),
      (floor / seconds).toFixed(2),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = [
    '| what | seconds | records/s | raw MB/s | peak RSS MB | floor / this |',
    '|---|---|---|---|---|---|',
  ];
  return [...head, ...rows].join('\n');
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function mega(bytes: number): number {
  return Math.round(bytes / 1e6);
}
