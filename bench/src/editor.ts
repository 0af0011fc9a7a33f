import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalyzer, encodeSnapshot, parseSources, prepare, type Snapshot } from '@leastwise/core';
import { startEditor, type Editor } from './editorClient.js';
import { makeSnapshot, makeTemplate } from './editorInput.js';

/**
 * What a person waits for while typing: from a keystroke to the diagnostics that follow it, through the server's standard
 * input and output, its pause included; beside yaml-language-server on the same file. Warm, snapshot of 100 functions.
 *   npm run bench:editor [-- --keys 60 --edits 1000 --no-rival]
 */
const RIVAL = 'yaml-language-server@2.0.0';

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '60' },
    edits: { type: 'string', default: '1000' },
    'no-rival': { type: 'boolean', default: false },
  },
});
const keys = Number(values.keys);
const sizes = [
  { lines: 1000, aim: 100 },
  { lines: 9000, aim: 500 },
];
const now = '2026-11-01';
/** Aims that were missed: on a machine that does other work too, that alone is no failure. */
const missed: string[] = [];

const folder = mkdtempSync(path.join(tmpdir(), 'leastwise-editor-'));
try {
  console.log(
    `Node ${process.version}, ${availableParallelism()} of ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  const snapshot = makeSnapshot();
  mkdirSync(path.join(folder, '.leastwise'));
  writeFileSync(path.join(folder, '.leastwise/usage.json'), encodeSnapshot(snapshot));
  catalogLine();
  await analysisTable(snapshot);
  await keystrokeTable();
  await memoryLine();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const title of missed) console.log(`\nmissed: ${title}`);

/** In a process of its own, each time: modules are loaded once. */
function catalogLine(): void {
  const entry = import.meta.resolve('@leastwise/core');
  const program = `const { prepare } = await import(${JSON.stringify(entry)}); const start = performance.now(); await prepare(); console.log(performance.now() - start);`;
  const times = Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })),
  );
  judge('catalog load', median(times), 50);
  console.log(
    `\ncatalog load: best ${fixed(Math.min(...times))} ms, median ${fixed(median(times))} ms (aim ≤ 50)`,
  );
}

async function analysisTable(snapshot: Snapshot): Promise<void> {
  await prepare();
  console.log(
    '\n| parse + analyse, warm | functions | best ms | median ms | median CPU ms | aim |\n|---|---|---|---|---|---|',
  );
  for (const { lines, aim } of [
    { lines: 1000, aim: 150 },
    { lines: 9000, aim: undefined },
  ]) {
    const analyzer = createAnalyzer([snapshot], { now: `${now}T00:00:00Z` });
    const text = makeTemplate(lines);
    let functions = 0;
    const runs = Array.from({ length: 25 }, (_, index) => {
      const source = { uri: 'template.yaml', text: edited(text, index) };
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      functions = analyzer.analyze(parseSources([source])).analysis.functions.length;
      const { user, system } = process.cpuUsage(cpu);
      return { wall: performance.now() - start, cpu: (user + system) / 1000 };
    }).slice(5);
    const walls = runs.map(({ wall }) => wall);
    if (aim !== undefined) judge(`parse + analyse of ${lines} lines`, median(walls), aim);
    console.log(
      `| ${lines} lines | ${functions} | ${fixed(Math.min(...walls))} | ${fixed(median(walls))} | ${fixed(median(runs.map(({ cpu }) => cpu)))} | ${aim === undefined ? '' : `< ${aim}`} |`,
    );
  }
}

/** A letter in an action and one in a comment, by turns. */
function edited(text: string, index: number): string {
  return index % 2 === 0
    ? text.replace('dynamodb:Query', `dynamodb:Query${index}`)
    : text.replace('Workers, each', `Workers ${index}, each`);
}

async function keystrokeTable(): Promise<void> {
  console.log(
    '\n| keystroke to diagnostics | file | best ms | median ms | p95 ms | server CPU ms | aim p95 |\n|---|---|---|---|---|---|---|',
  );
  const rival = values['no-rival'] ? undefined : installRival();
  for (const { lines, aim } of sizes) {
    const text = makeTemplate(lines);
    const own = await typeInto(ownCommand(), text);
    judge(`keystroke in ${lines} lines, p95`, p95(own.times), aim);
    keystrokeRow('leastwise lsp', lines, own, aim);
    if (rival !== undefined) keystrokeRow(RIVAL, lines, await typeInto(rival, text), undefined);
  }
}

function keystrokeRow(name: string, lines: number, { times, cpu }: Typed, aim: number | undefined): void {
  console.log(
    `| ${name} | ${lines} lines | ${fixed(Math.min(...times))} | ${fixed(median(times))} | ${fixed(p95(times))} | ${fixed(cpu)} | ${aim === undefined ? '' : `≤ ${aim}`} |`,
  );
}

function ownCommand(): string[] {
  const entry = fileURLToPath(import.meta.resolve('@leastwise/language-server/node'));
  return [process.execPath, path.join(path.dirname(entry), 'stdio.js')];
}

async function open(command: readonly string[], text: string): Promise<Editor> {
  const uri = pathToFileURL(path.join(folder, 'template.yaml')).href;
  const settings = {
    leastwise: { now },
    yaml: {
      validate: true,
      customTags: ['!Ref scalar', '!GetAtt scalar', '!Sub scalar'],
      schemaStore: { enable: false },
    },
  };
  const editor = await startEditor(command, pathToFileURL(folder).href, uri, settings);
  await editor.open(text);
  return editor;
}

interface Typed {
  readonly times: readonly number[];
  /** Processor milliseconds of the server a key, its collection of garbage included. */
  readonly cpu: number;
}

/** The letters are typed and taken away again, in a policy in the middle of the file and in its description. */
async function typeInto(command: readonly string[], text: string): Promise<Typed> {
  const editor = await open(command, text);
  const times: number[] = [];
  const warm = 10;
  let before = 0;
  for (let key = 0; key < keys + warm; key++) {
    if (key === warm) before = editor.processor();
    const taken = await keystroke(editor, text, key);
    if (key >= warm) times.push(taken);
  }
  const cpu = ((editor.processor() - before) * 1000) / keys;
  editor.end();
  return { times, cpu };
}

function keystroke(editor: Editor, text: string, key: number): Promise<number> {
  const needle = key % 4 < 2 ? 'dynamodb:Query' : 'Workers, each';
  const at = key % 4 < 2 ? text.indexOf(needle, text.length / 2) : text.indexOf(needle);
  const before = text.slice(0, at + needle.length).split('\n');
  const start = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const isTyped = key % 2 === 0;
  const end = isTyped ? start : { ...start, character: start.character + 1 };
  return editor.type({ start, end }, isTyped ? 's' : '');
}

/** The server's memory after a hundred edits, and after a thousand more. */
async function memoryLine(): Promise<void> {
  const text = makeTemplate(1000);
  const editor = await open(ownCommand(), text);
  const edits = Number(values.edits);
  let early = 0;
  for (let key = 0; key < edits + 100; key++) {
    await keystroke(editor, text, key);
    if (key === 99) early = editor.memory();
  }
  console.log(
    `\nmemory: ${fixed(early)} MB after 100 edits, ${fixed(editor.memory())} MB after ${edits} more`,
  );
  editor.end();
}

function installRival(): string[] | undefined {
  const prefix = path.join(folder, 'rival');
  const install = ['install', '--prefix', prefix, '--ignore-scripts', '--no-audit', '--no-fund', RIVAL];
  const { status } = spawnSync('npm', install, { stdio: 'ignore', shell: process.platform === 'win32' });
  if (status === 0)
    return [
      process.execPath,
      path.join(prefix, 'node_modules/yaml-language-server/bin/yaml-language-server'),
      '--stdio',
    ];
  console.log(`\n${RIVAL} could not be installed, and was not measured`);
  return undefined;
}

function judge(title: string, value: number, aim: number): void {
  if (value > aim) missed.push(`${title}: ${fixed(value)} ms`);
}

function median(values: readonly number[]): number {
  return at(values, 0.5);
}

function p95(values: readonly number[]): number {
  return at(values, 0.95);
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function fixed(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}
