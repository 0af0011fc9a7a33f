// Runs everything that must hold before a change lands, and counts. Plain Node, so that it starts without a build.
//   node scripts/check.mjs [--install]      --install: `npm ci` first, as on a clean checkout
// The last line is `N passed, N failed`: mocha's tests one by one, every other step as one.
import { spawn } from 'node:child_process';
import process from 'node:process';

const root = new URL('..', import.meta.url);
const minutes = 60_000;

const install = [{ name: 'install', command: ['ci', '--no-audit', '--no-fund'] }];
const steps = [
  ...(process.argv.includes('--install') ? install : []),
  {
    name: 'start',
    command: ['start'],
    count: (status, output) => oneStep(output.includes('narrowed policy') ? status : 1),
  },
  { name: 'test', command: ['test'], count: mochaCounts },
  { name: 'lint', command: ['run', 'lint'] },
  { name: 'catalog', command: ['run', 'catalog:update', '--', '--check'] },
  { name: 'operations', command: ['run', 'catalog:operations', '--', '--check'] },
  { name: 'corpora', command: ['run', 'corpora'] },
];

const total = { passed: 0, failed: 0 };
const summary = [];
for (const step of steps) {
  console.log(`\n== ${step.name}: npm ${step.command.join(' ')}`);
  const started = Date.now();
  const { status, output } = await run(step.command);
  const counts = (step.count ?? oneStep)(status, output);
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  summary.push(`${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s, exit ${status})`);
}
console.log(`\n${summary.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function oneStep(status) {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A run that ended badly without naming a failed test, or ran no test at all, has failed once. */
function mochaCounts(status, output) {
  const passed = lastNumber(output, /^\s*(\d+) passing\b/gm);
  const failed = lastNumber(output, /^\s*(\d+) failing\b/gm);
  const broken = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: broken ? 1 : failed };
}

function lastNumber(output, pattern) {
  const found = [...output.matchAll(pattern)].at(-1);
  return found ? Number(found[1]) : 0;
}

/** Shows the output while it comes and keeps it for counting. A step that hangs is ended and has failed. */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn('npm', command, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      timeout: 15 * minutes,
    });
    let output = '';
    const show = (to) => (chunk) => {
      output += chunk;
      to.write(chunk);
    };
    child.stdout.on('data', show(process.stdout));
    child.stderr.on('data', show(process.stderr));
    child.on('error', (error) => resolve({ status: 127, output: String(error) }));
    child.on('close', (code, signal) => resolve({ status: code ?? signal, output }));
  });
}
