import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * What is too long for every change: all tests with twenty times the cases a law, from another seed each day, then other tools'
 * answers, how much of proof and catalog the tests reach, and the benchmark. The last result is kept in docs/nightly.md.
 *   npm run nightly [-- --seed-shift N]
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const lawRuns = 20;
const day = 86_400_000;

const shift = Number(process.argv[process.argv.indexOf('--seed-shift') + 1]) || Math.floor(Date.now() / day);

const laws = run(process.execPath, ['node_modules/mocha/bin/mocha.js', '--timeout', '0'], {
  // Mocha would `require` the tests where Node can, and what is required goes past the hook.
  NODE_OPTIONS: `--no-experimental-require-module --import=${new URL('../nightly/register.mjs', import.meta.url).href}`,
  LEASTWISE_LAW_RUNS: String(lawRuns),
  LEASTWISE_LAW_SHIFT: String(shift),
});
const oracles = run('npm', ['run', '--silent', 'oracles'], {});
const coverage = run('npm', ['run', '--silent', 'coverage'], {});
const bench = run('npm', ['run', '--silent', 'bench:ingest'], {});

writeFileSync(`${root}/docs/nightly.md`, page());
process.exitCode = laws.failed || oracles.failed || coverage.failed || bench.failed ? 1 : 0;

interface Ran {
  readonly failed: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run(command: string, args: readonly string[], env: Record<string, string>): Ran {
  const started = Date.now();
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  process.stdout.write(stdout);
  return { failed: status !== 0, output: stdout, seconds: Math.round((Date.now() - started) / 1000) };
}

function page(): string {
  const counts = laws.output.split('\n').filter((line) => /^\s*\d+ (passing|failing|pending)/.test(line));
  return [
    '# The last nightly run',
    '',
    'Written by `npm run nightly`.',
    '',
    `- When: ${new Date().toISOString().slice(0, 10)}, commit ${commit()}`,
    `- Where: Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ` +
      `${Math.round(totalmem() / 2 ** 30)} GB`,
    `- Laws: ${lawRuns} × the cases of every day, seeds + ${shift}: ${laws.failed ? 'FAILED' : 'held'}, ${laws.seconds} s`,
    `- Other tools beside ours: ${oracles.failed ? 'FAILED' : 'every disagreement is decided'}, ${oracles.seconds} s`,
    `- Lines that tests reach: ${coverage.failed ? 'FAILED' : 'at least 95 % each'}, ${coverage.seconds} s`,
    `- Benchmark: ${bench.failed ? 'FAILED' : 'ran'}, ${bench.seconds} s`,
    '',
    '```',
    ...counts.map((line) => line.trim()),
    ...coverage.output.split('\n').filter((line) => line.includes(' % of ')),
    '',
    ...bench.output.trimEnd().split('\n').slice(-20),
    '```',
    '',
  ].join('\n');
}

function commit(): string {
  return spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout.trim();
}
