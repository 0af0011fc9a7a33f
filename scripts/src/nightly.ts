import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * What is too long for every change: the laws with many times the cases, from another seed each day, an SMT solver, other
 * tools, all pairs of policies of the corpora, how much of proof and catalog the tests reach, and the benchmarks. The last
 * result is kept in docs/nightly.md.
 *   npm run nightly [-- --seed-shift N]
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const day = 86_400_000;
const shift = Number(process.argv[process.argv.indexOf('--seed-shift') + 1]) || Math.floor(Date.now() / day);

/** Before anything runs: the tree may move on meanwhile. */
const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' });
const commit = stdout.trim();

interface Step {
  readonly name: string;
  readonly command: readonly [file: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Lines of the output that the page keeps. */
  readonly keep: RegExp;
}

const COUNTS = /^\s*\d+ (passing|failing|pending)/;

/** Files of laws, as mocha takes them; the proofs and the whole pipeline take longest and have their own number. */
const proofs = ['packages/core/dist/proof/laws.test.js', 'packages/core/dist/proof/reference.test.js'];
const pipeline = lawFiles('test/dist/laws');
const single = [
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
  'scripts',
  'fixtures/tools',
]
  .map((name) => `${name}/dist`)
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap(lawFiles)
  .filter((file) => !proofs.includes(file));

const steps: readonly Step[] = [
  // 8 × 2,500 random pairs of policies against requests decided one by one.
  {
    ...laws('proofs against brute force, 8 × the cases', proofs, 8),
    keep: /^\s*\d+ (passing|failing|pending)|pairs of policies/,
  },
  {
    ...laws(
      'proofs of all pairs of policies of the corpora',
      ['packages/core/dist/proof/corpora.test.js'],
      1,
    ),
    keep: /^\s*\d+ (passing|failing|pending)|% unknown|^skipped/,
  },
  {
    ...laws('proofs against an SMT solver', ['test/dist/oracles/z3.test.js'], 1),
    keep: /^\s*\d+ (passing|failing|pending)|^z3: .*pairs/,
  },
  laws('all other laws, 10 × the cases', single, 10),
  laws('laws of the whole pipeline, 2 × the cases', pipeline, 2),
  { name: 'other tools beside ours', command: npm('oracles'), keep: /^$/ },
  { name: 'lines of proof and catalog that tests reach', command: npm('coverage'), keep: / % of / },
  { name: 'bench:proof', command: npm('bench:proof'), keep: /^(\||missed|Node)/ },
  {
    name: 'bench:ingest',
    command: npm('bench:ingest', '--', '--mb', '200', '--rounds', '1'),
    keep: /^(\||\d+ files)/,
  },
];

/** As many at once as there are cores; then, for the sake of their figures, the benchmarks, one after the other. */
const ran = new Map<Step, Ran>();
const alone = steps.filter(({ name }) => name.startsWith('bench:'));
await runAll(
  steps.filter((step) => !alone.includes(step)),
  availableParallelism(),
);
await runAll(alone, 1);
for (const step of steps) console.log(lineOf(step));
process.exitCode = [...ran.values()].some(({ failed }) => failed) ? 1 : 0;

/** The page is written after each step, so that a run that was broken off has left what it found. */
async function runAll(some: readonly Step[], atOnce: number): Promise<void> {
  const queue = [...some];
  const work = async (): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      ran.set(step, await run(step));
      writeFileSync(`${root}/docs/nightly.md`, page());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

interface Ran {
  readonly failed: boolean;
  readonly seconds: number;
  readonly kept: readonly string[];
}

function laws(name: string, files: readonly string[], times: number): Step {
  return {
    name,
    command: [process.execPath, 'node_modules/mocha/bin/mocha.js', '--no-config', '--timeout', '0', ...files],
    env: {
      // Mocha would `require` the tests where Node can, and what is required goes past the hook.
      NODE_OPTIONS: `--no-experimental-require-module --import=${new URL('../nightly/register.mjs', import.meta.url).href}`,
      LEASTWISE_LAW_RUNS: String(times),
      LEASTWISE_LAW_SHIFT: String(shift),
    },
    keep: COUNTS,
  };
}

function npm(script: string, ...args: string[]): readonly [string, ...string[]] {
  return ['npm', 'run', '--silent', script, ...args];
}

/** The compiled tests in a folder that use fast-check. */
function lawFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.js'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter(
      (path) =>
        folder === 'test/dist/laws' || readFileSync(join(root, path), 'utf8').includes("'fast-check'"),
    )
    .sort();
}

/** Shows the output while it comes, and keeps the lines that tell. */
function run(step: Step): Promise<Ran> {
  const [file, ...args] = step.command;
  const started = Date.now();
  let output = '';
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...step.env },
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text.replaceAll(/^(?=.)/gm, `${step.name}: `));
      output += text;
    });
    const end = (failed: boolean): void =>
      resolve({
        failed,
        seconds: Math.round((Date.now() - started) / 1000),
        kept: output.split('\n').filter((line) => step.keep.test(line)),
      });
    child.on('error', () => end(true));
    child.on('close', (status) => end(status !== 0));
  });
}

function page(): string {
  return [
    '# The last nightly run',
    '',
    'Written by `npm run nightly`, which CONTRIBUTING.md explains.',
    '',
    `- When: ${new Date().toISOString().slice(0, 10)}, commit ${commit}, seeds + ${shift}`,
    `- Where: Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ` +
      `${Math.round(totalmem() / 2 ** 30)} GB`,
    '',
    ...steps.flatMap(section),
  ].join('\n');
}

function section(step: Step): string[] {
  const kept = ran.get(step)?.kept ?? [];
  const lines = kept.length > 0 ? ['```', ...kept.map((line) => line.trim()), '```', ''] : [];
  return [`## ${lineOf(step)}`, '', ...lines];
}

function lineOf(step: Step): string {
  const found = ran.get(step);
  return `${step.name}: ${found ? `${found.failed ? 'FAILED' : 'ok'}, ${found.seconds} s` : 'not run'}`;
}
