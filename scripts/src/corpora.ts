import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import process from 'node:process';
import { readUsage } from '@leastwise/collect';
import { checkRemovals, noRemovals, type Removals } from './corpora/removals.js';
import { missedStatements } from './corpora/walk.js';
import { compareText, parseSource, prepare, type Problem, type SourceStatement } from '@leastwise/core';

/**
 * Reads every file of the corpora and prints a table: files, functions, statements, grants, log records, problems.
 *   npm run corpora [-- DIR...]     without DIR: the folder in LEASTWISE_CORPORA
 * What could not be understood is a problem, and is counted; only a reader that throws makes the run fail.
 */
const given = process.argv.slice(2);
const corpora = process.env['LEASTWISE_CORPORA'];

interface Tally {
  readonly name: string;
  files: number;
  functions: number;
  statements: number;
  grants: number;
  records: number;
  readonly problems: Map<string, number>;
  readonly thrown: string[];
  readonly removals: Removals;
  /** Statements that a plain walk finds, and those of them that we do not, by where they stand. */
  walked: number;
  readonly missed: Map<string, string[]>;
}

if (given.length === 0 && !corpora) console.log('skipped: LEASTWISE_CORPORA is not set');
else process.exitCode = await readCorpora(given.length > 0 ? given : await foldersOf(corpora ?? ''));

async function readCorpora(folders: readonly string[]): Promise<number> {
  await prepare();
  const tallies: Tally[] = [];
  for (const folder of folders) tallies.push(await tallyFolder(folder));
  printTable(tallies);
  printEdits(tallies);
  const thrown = tallies.flatMap((tally) => tally.thrown);
  for (const line of thrown) console.error(`threw: ${line}`);
  const wrong = tallies.flatMap((tally) => tally.removals.wrong);
  for (const line of wrong) console.error(`wrong edit: ${line}`);
  return thrown.length + wrong.length === 0 ? 0 : 1;
}

async function foldersOf(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .sort(compareText);
}

async function tallyFolder(folder: string): Promise<Tally> {
  const tally: Tally = {
    name: basename(folder),
    files: 0,
    functions: 0,
    statements: 0,
    grants: 0,
    records: 0,
    problems: new Map(),
    thrown: [],
    removals: noRemovals(),
    walked: 0,
    missed: new Map(),
  };
  for (const path of await filesOf(folder)) {
    tally.files++;
    const uri = relative(folder, path).split(sep).join('/');
    try {
      await tallyFile(path, uri, tally);
    } catch (error) {
      tally.thrown.push(`${tally.name}/${uri}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return tally;
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(compareText);
}

async function tallyFile(path: string, uri: string, tally: Tally): Promise<void> {
  const text = /\.(gz|zip)$/.test(path) ? '' : await readFile(path, 'utf8');
  if (text === '' || text.includes('"eventSource"')) await tallyLog(path, tally);
  else tallySource(uri, policyText(text), tally);
}

async function tallyLog(path: string, tally: Tally): Promise<void> {
  const { value, problems } = await readUsage(path);
  tally.records += value.partitions.reduce((sum, { read }) => sum + read, 0);
  countProblems(problems, tally);
}

function tallySource(uri: string, text: string, tally: Tally): void {
  const { value, problems } = parseSource({ uri, text });
  const statements = value.policies.flatMap((policy) => policy.statements);
  tally.functions += value.functions.length;
  tally.statements += statements.length;
  tally.grants += statements.reduce((sum, statement) => sum + grantsOf(statement), 0);
  countProblems(problems, tally);
  checkRemovals({ uri, text }, value, tally.removals);
  const { walked, missed } = missedStatements({ uri, text }, value);
  tally.walked += walked;
  for (const { line, path } of missed) {
    const place = path
      .filter((key) => !/^\d+$/.test(key))
      .slice(-3)
      .join('/');
    tally.missed.set(place, [...(tally.missed.get(place) ?? []), `${uri}:${line + 1}`]);
  }
}

/** The expansion corpus wraps each policy in `{ name, document, effective }`. */
function policyText(text: string): string {
  if (!text.startsWith('{"name":')) return text;
  const { document } = JSON.parse(text) as { document?: unknown };
  return document === undefined ? text : JSON.stringify(document);
}

/** One grant per action pattern and resource pattern. */
function grantsOf({ action, notAction, resource, notResource }: SourceStatement): number {
  return (
    Math.max(action.length, Math.sign(notAction.length)) *
    Math.max(resource.length, Math.sign(notResource.length))
  );
}

function countProblems(problems: readonly Problem[], tally: Tally): void {
  for (const { code } of problems) tally.problems.set(code, (tally.problems.get(code) ?? 0) + 1);
}

function printTable(tallies: readonly Tally[]): void {
  const head = ['corpus', 'files', 'functions', 'statements', 'grants', 'records', 'problems by code'];
  const rows = tallies.map(({ name, files, functions, statements, grants, records, problems }) => [
    name,
    ...[files, functions, statements, grants, records].map(String),
    [...problems]
      .sort(([a], [b]) => compareText(a, b))
      .map(([code, count]) => `${code} ${count}`)
      .join(', ') || 'none',
  ]);
  const widths = head.map((title, index) =>
    Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0), title.length),
  );
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, index) =>
      index === 0 || index === head.length - 1
        ? cell.padEnd(widths[index] ?? 0)
        : cell.padStart(widths[index] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

/** Every Action token taken out, each by itself; and what a walk that knows nothing of templates finds beside us. */
function printEdits(tallies: readonly Tally[]): void {
  console.log(
    '\ncorpus: action tokens, removed exactly, refused by reason; statements walked, not found by us',
  );
  for (const { name, removals, walked, missed } of tallies) {
    const refused = [...removals.refused].sort(([a], [b]) => compareText(a, b));
    const reasons = refused.map(([code, count]) => `${code} ${count}`).join(', ') || 'none';
    const count = [...missed.values()].reduce((sum, places) => sum + places.length, 0);
    console.log(`${name}: ${removals.tokens}, ${removals.exact}, ${reasons}; ${walked}, ${count}`);
    for (const [place, at] of [...missed].sort((a, b) => b[1].length - a[1].length).slice(0, 12)) {
      console.log(`  not found: ${at.length} at ${place} (${at[0] ?? ''})`);
    }
  }
}
