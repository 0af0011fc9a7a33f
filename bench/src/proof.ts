import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backtest, decide, proveWithin, type PolicyDocument, type Proof, type Usage } from '@leastwise/core';
import {
  administrator,
  callsOf,
  fenced,
  inlineOf,
  pairOf,
  powerUser,
  principal,
  sizeOf,
  strayOf,
  three,
  threeGuarded,
  type Answer,
  type Pair,
} from './policies.js';

/**
 * How long proofs take, warm, in one thread, and how many decisions a second: ours beside @cloud-copilot/iam-simulate,
 * which is installed into a temporary folder (it is AGPL: measured as a process of its own, never part of our tree).
 *   npm run bench:proof [-- --rounds 15 --calls 200000 --no-rival]
 */
const RIVAL = '@cloud-copilot/iam-simulate@0.1.173';

/** Rounds that do not count: until the compiler has seen it all. */
const WARM = 30;

/** Calls that the rival decides: it takes too long for more. */
const RIVAL_CALLS = 2_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '200000' },
    'no-rival': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const calls = Number(values.calls);

const guarded: readonly (readonly [title: string, policy: PolicyDocument])[] = [
  ['3 statements', three],
  ['3 statements, a condition and a Deny', threeGuarded],
];
/** Aims of the median that were missed: on a machine that does other work too, that alone is no failure. */
const missed: string[] = [];

console.log(`Node ${process.version}, ${availableParallelism()} of ${cpus()[0]?.model ?? 'unknown'}`);
proofTable();
decisionTable();
if (!values['no-rival']) rivalTable();
for (const title of missed) console.log(`\nmissed: ${title}`);

function proofTable(): void {
  console.log('\n| within | characters | result | best ms | median ms | aim |\n|---|---|---|---|---|---|');
  const holding = pairOf(40, 6_144);
  proofRow('40 statements within 40', holding, 'holds', 20);
  proofRow('the same, one action more', strayOf(holding, 'action'), 'fails', 20);
  proofRow('the same, one network more', strayOf(holding, 'network'), 'fails', 20);
  proofRow('the other way round', { narrowed: holding.granted, granted: holding.narrowed }, 'fails', 20);
  const inline = inlineOf(10_240);
  for (const [title, wide] of [
    ['`*` on `*`', administrator],
    ['NotAction on `*`', powerUser],
    ['`*` on `*` with Deny', fenced],
  ] as const) {
    proofRow(`an inline policy within ${title}`, { narrowed: inline, granted: wide }, 'holds', 50);
    proofRow(`${title} within an inline policy`, { narrowed: wide, granted: inline }, 'fails', 50);
  }
  proofRow('an inline policy within itself', { narrowed: inline, granted: inline }, 'holds', 50);
}

function proofRow(title: string, { narrowed, granted }: Pair, expected: Proof['result'], aim: number): void {
  const times = Array.from({ length: rounds + WARM }, () => {
    const start = performance.now();
    const { result } = proveWithin(narrowed, granted);
    const taken = performance.now() - start;
    if (result !== expected) throw new Error(`${title}: ${result}`);
    return taken;
  }).slice(WARM);
  const middle = median(times);
  if (middle >= aim) missed.push(title);
  const figures = [Math.min(...times), middle].map((time) => time.toFixed(1)).join(' | ');
  console.log(
    `| ${title} | ${sizeOf(narrowed)} / ${sizeOf(granted)} | ${expected} | ${figures} | < ${aim} |`,
  );
}

function decisionTable(): void {
  console.log('\n| decisions | calls | allowed | per second | aim |\n|---|---|---|---|---|');
  for (const [title, policy] of guarded) {
    const usage = usageOf(calls);
    decisionRow(`backtest, ${title}`, 100_000, calls, () => {
      const { calls: granted, denied } = backtest(policy, usage, policy);
      return granted - denied;
    });
    decisionRow(`decide with its reasons, ${title}`, undefined, calls / 10, () => {
      const requests = callsOf(calls / 10).map((call) => ({ ...call, principal, context: {} }));
      return requests.filter((request) => decide({ identity: [policy] }, request).decision === 'Allow')
        .length;
    });
  }
}

function decisionRow(title: string, aim: number | undefined, count: number, run: () => number): void {
  let allowed = 0;
  const rates = Array.from({ length: 4 }, () => {
    const start = performance.now();
    allowed = run();
    return (1000 * count) / (performance.now() - start);
  });
  const rate = Math.round(median(rates.slice(1)));
  if (aim !== undefined && rate < aim) missed.push(title);
  console.log(`| ${title} | ${count} | ${allowed} | ${rate} | ${aim === undefined ? '' : `≥ ${aim}`} |`);
}

function usageOf(count: number): Usage[] {
  const seen = { count: 1, possible: 0, denied: 0, firstSeen: '', lastSeen: '' };
  return callsOf(count).map(({ action, resource }) => ({ action, resources: [resource], ...seen }));
}

/** The same calls, one simulation each, in a process of its own; and whether each comes out as `decide` has it. */
function rivalTable(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'leastwise-rival-'));
  try {
    if (!installRival(folder)) return;
    console.log(
      `\n| ${RIVAL}, own process | calls | allowed | per second | other than ours |\n|---|---|---|---|---|`,
    );
    for (const [title, policy] of guarded) rivalRow(title, policy, folder);
  } catch (error) {
    console.log(
      `\n${RIVAL} was not measured: ${error instanceof Error ? error.message.split('\n', 1)[0] : ''}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Needs the registry; without it, ours is measured alone. */
function installRival(folder: string): boolean {
  const install = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', RIVAL];
  const { status } = spawnSync('npm', install, { stdio: 'ignore', shell: process.platform === 'win32' });
  if (status !== 0) console.log(`\n${RIVAL} could not be installed, and was not measured`);
  return status === 0;
}

function rivalRow(title: string, policy: PolicyDocument, folder: string): void {
  const script = fileURLToPath(new URL('rivalSimulate.js', import.meta.url));
  const input = JSON.stringify({ policy, calls: callsOf(RIVAL_CALLS) });
  const output = execFileSync(process.execPath, [script, folder], {
    encoding: 'utf8',
    input,
    maxBuffer: 64 * 1024 * 1024,
  });
  const { allowed, seconds } = JSON.parse(output) as Answer;
  const other = callsOf(RIVAL_CALLS).filter((call, index) => {
    const { decision } = decide({ identity: [policy] }, { ...call, principal, context: {} });
    return (decision === 'Allow') !== allowed[index];
  });
  const count = allowed.filter(Boolean).length;
  console.log(
    `| ${title} | ${RIVAL_CALLS} | ${count} | ${Math.round(RIVAL_CALLS / seconds)} | ${other.length} |`,
  );
  if (other.length > 0) throw new Error(`${title}: decided otherwise, as ${JSON.stringify(other[0])}`);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
