import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { countFolders, exclusions, folderLine, type FileLines } from './coverage/folders.js';

/**
 * How many lines of the proof and of the catalog core's own tests reach. Fails below the target, and where a file with code
 * in it was never loaded.
 *   npm run coverage
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['packages/core/src/proof', 'packages/core/src/catalog'];
const target = 95;

const reports = mkdtempSync(join(tmpdir(), 'leastwise-coverage-'));
try {
  process.exitCode = runTests() === 0 ? report(readSummary()) : 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}

function runTests(): number | null {
  const options = [
    ...['--reporter', 'json-summary', '--reports-dir', reports, '--temp-directory', join(reports, 'v8')],
    // c8 asks for the file that runs, then for the one its source map names.
    ...folders.flatMap((folder) => ['--include', `${folder}/**`, '--include', `${builtFrom(folder)}/**`]),
    ...['--exclude', '**/*.test.js'],
    ...exclusions.flatMap(([pattern]) => ['--exclude', pattern]),
  ];
  const mocha = ['--no-config', '--reporter', 'dot', '--timeout', '0', 'packages/core/dist/**/*.test.js'];
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/c8/bin/c8.js', ...options, process.execPath, 'node_modules/mocha/bin/mocha.js', ...mocha],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return status;
}

function readSummary(): FileLines[] {
  const text = readFileSync(join(reports, 'coverage-summary.json'), 'utf8');
  const summary = JSON.parse(text) as Record<string, { lines: { total: number; covered: number } }>;
  return Object.entries(summary).flatMap(([path, { lines }]) =>
    path === 'total' ? [] : [{ path: relative(root, path).split(sep).join('/'), ...lines }],
  );
}

function report(files: readonly FileLines[]): number {
  const missing = folders.flatMap(sourcesOf).filter((path) => !files.some((file) => file.path === path));
  const figures = countFolders(files, folders);
  for (const figure of figures) {
    console.log(folderLine(figure));
    for (const { path, total, covered } of figure.short.slice(0, 10))
      console.log(`  ${path}: ${total - covered} lines not reached`);
  }
  for (const path of missing) console.log(`  ${path}: never loaded`);
  console.log(`Left out: ${exclusions.map(([pattern, why]) => `${pattern} (${why})`).join('; ')}`);
  const holds = missing.length === 0 && figures.every(({ percent }) => percent >= target);
  console.log(holds ? `at least ${target} % each` : `below ${target} %, or not all loaded`);
  return holds ? 0 : 1;
}

/** Sources whose JavaScript has code in it: what holds types alone compiles to an empty export. */
function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter(
      (path) => path.endsWith('.ts') && !/\.test(?:\.data)?\.ts$/.test(path) && !path.endsWith('/types.ts'),
    )
    .filter((path) => {
      const built = join(root, builtFrom(path).replace(/\.ts$/, '.js'));
      const code = existsSync(built) ? readFileSync(built, 'utf8') : '';
      return code.replace(/^\/\/#.*$/m, '').trim() !== 'export {};';
    });
}

function builtFrom(source: string): string {
  return source.replace('/src/', '/dist/');
}
