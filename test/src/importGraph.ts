import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The checkout this test runs in. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** File → the modules it names, in order: relative ones as files of the same tree, others as written. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Every TypeScript file under `folder` with all that it imports, types and dynamic imports included. */
export function readImportGraph(folder: string): ImportGraph {
  const base = join(root, folder);
  const files = readdirSync(base, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .sort();
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(join(base, file), 'utf8'))]));
}

/** `path` as the repository shows it. */
export function shown(path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** The modules that a text names, relative ones resolved against `file`. */
export function importsOf(file: string, text: string): string[] {
  const named = ts.preProcessFile(text, true, true).importedFiles.map((imported) => imported.fileName);
  return named.map((name) => (name.startsWith('.') ? resolved(file, name) : name));
}

function resolved(file: string, name: string): string {
  return posix.normalize(posix.join(dirname(file), name)).replace(/\.js$/, '.ts');
}

/** The groups of two or more files that import each other in a ring, by Tarjan's strongly connected components. */
export function findCycles(graph: ImportGraph): string[][] {
  const state = {
    next: 0,
    stack: [] as string[],
    index: new Map<string, number>(),
    low: new Map<string, number>(),
  };
  const cycles: string[][] = [];
  const visit = (file: string): void => {
    const at = state.next++;
    state.index.set(file, at);
    state.low.set(file, at);
    state.stack.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!graph.has(target)) continue;
      if (!state.index.has(target)) visit(target);
      if (state.stack.includes(target)) lower(state.low, file, state.low.get(target) ?? at);
    }
    if (state.low.get(file) !== at) return;
    const group = state.stack.splice(state.stack.indexOf(file));
    if (group.length > 1 || graph.get(file)?.includes(file)) cycles.push(group.sort());
  };
  for (const file of graph.keys()) if (!state.index.has(file)) visit(file);
  return cycles;
}

function lower(low: Map<string, number>, file: string, value: number): void {
  low.set(file, Math.min(low.get(file) ?? value, value));
}

/** The order of core's folders, and what even the order would allow but must not be. */
export interface Stages {
  readonly order: readonly string[];
  readonly never: Readonly<Record<string, readonly string[]>>;
}

/** The one list, packages/core/stages.json. */
export function readStages(): Stages {
  return JSON.parse(readFileSync(join(root, 'packages/core/stages.json'), 'utf8')) as Stages;
}

/** Imports of core's product code that break the order of stages, as `a → b: why`. Tests may use later stages. */
export function layerFaults(graph: ImportGraph, stages: Stages): string[] {
  const faults: string[] = [];
  for (const [file, targets] of graph) {
    if (isTest(file)) continue;
    for (const target of targets) {
      const why = graph.has(target) ? directionFault(file, target, stages) : outsideFault(target);
      if (why) faults.push(`${file} → ${target}: ${why}`);
    }
  }
  return faults;
}

/** A test, or what tests share: both may use later stages, and product code uses neither. */
export function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || file.startsWith('testkit/');
}

function directionFault(file: string, target: string, { order, never }: Stages): string | undefined {
  if (isTest(target)) return 'product code imports a test';
  const [from, to] = [stageOf(file), stageOf(target)];
  if (from === undefined) return undefined;
  if (to === undefined) return target === 'analysis.ts' ? undefined : `a stage imports the top`;
  if (!order.includes(from) || !order.includes(to))
    return 'a folder that packages/core/stages.json does not name';
  if (order.indexOf(to) > order.indexOf(from)) return `${from} comes before ${to}`;
  return never[from]?.includes(to) ? `${from} must not trust ${to}` : undefined;
}

function outsideFault(target: string): string | undefined {
  if (target.startsWith('node:')) return 'core has no Node modules';
  if (target.startsWith('../')) return 'an import that leaves the package';
  if (target.startsWith('@leastwise/')) return 'core depends on no other package of ours';
  return undefined;
}

/** The folder directly under src; none for the files at its top. */
function stageOf(file: string): string | undefined {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined;
}
