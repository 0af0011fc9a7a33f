import { applyEdits, compareText, openAnalysis, prepare, rules, sortProblems } from '@leastwise/core';
import type { AnalyzeInput, FileEdit, OpenAnalysis, SuggestedEdits } from '@leastwise/core';
import type { Command } from 'commander';
import process from 'node:process';
import { exitCodes, hasUnreadable, UsageError, type ExitCode } from '../exit.js';
import { readInput } from '../io/readInput.js';
import { replaceFiles } from '../io/replaceFiles.js';
import { writeResult } from '../io/writeResult.js';
import { addSharedOptions, repeated, type SharedOptions } from '../options.js';
import { placed } from '../render/findings.js';
import { toPatch, type ChangedText } from '../render/patch.js';
import { neutralise } from '../render/safe.js';
import { plural } from '../render/style.js';
import { messagesTo, type Messages } from '../terminal.js';

interface FixOptions extends SharedOptions {
  readonly rule: readonly string[];
  readonly function: readonly string[];
  readonly write: boolean | undefined;
  readonly split: boolean | undefined;
}

/** `leastwise fix SOURCE... --usage USAGE`: the narrowing as a diff, and with `--write` in the files. */
export function addFix(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('fix')
    .description('write the narrowed permissions into the sources: a unified diff, or with --write the files')
    .argument('<source...>', 'SAM or CloudFormation template, policy JSON, or a folder of them')
    .addOption(repeated('--rule <id>', 'only what findings of this rule are about'))
    .addOption(repeated('--function <name>', 'only policies of this function'))
    .option('--split', 'give each function that shares a role one of its own')
    .option('--write', 'change the files');
  addSharedOptions(command).action(async (sources: string[], options: FixOptions) => {
    ended(await runFix(sources, options));
  });
}

async function runFix(paths: readonly string[], options: FixOptions): Promise<ExitCode> {
  checkRules(options.rule);
  const messages = messagesTo(options.quiet ?? false);
  const [{ input, problems }] = await Promise.all([
    readInput(paths, options, messages),
    prepare({ formats: [] }),
  ]);
  const opened = openAnalysis(input);
  checkFunctions(options.function, opened);
  const { changes, suggested } = suggestAll(opened, input, options);
  const patch = shown(toPatch(changes), options.out);
  const isToFile = options.out !== undefined && options.out !== '-';
  // A patch that has no place to go must not leave changed files behind.
  if (isToFile) await writeResult(patch, options.out);
  if (options.write === true) await replaceFiles(changes.map((change) => ({ path: change.uri, ...change })));
  if (!isToFile) await writeResult(patch, options.out);
  const all = sortProblems([...problems, ...opened.analysis.problems]);
  noteProblems(all, messages);
  noteOutcome(suggested, changes, options.write ?? false, messages);
  if (hasUnreadable(all) && options.allowProblems !== true) return exitCodes.unreadable;
  return changes.length > 0 && options.write !== true ? exitCodes.findings : exitCodes.ok;
}

/** What goes may free what it shared an anchor with: so often at most is the changed text looked at again. */
const maxRounds = 4;

interface Suggested {
  readonly changes: readonly ChangedText[];
  readonly suggested: Pick<SuggestedEdits, 'functions' | 'setAside'>;
}

/** The edits, and those that they make possible, so that a second run finds nothing. */
function suggestAll(first: OpenAnalysis, input: AnalyzeInput, options: FixOptions): Suggested {
  const request = {
    ...(options.rule.length > 0 ? { rules: options.rule } : {}),
    ...(options.split === true ? { split: true } : {}),
    ...(options.function.length > 0 ? { functions: options.function } : {}),
  };
  let suggested = first.suggestEdits(request);
  let changes = changesOf(suggested.edits, input);
  for (let round = 1; round < maxRounds && mayBeFreed(suggested, options); round++) {
    const next = openAnalysis(withChanges(input, changes)).suggestEdits(request);
    if (next.edits.length === 0) break;
    changes = changesOf(next.edits, withChanges(input, changes), changes);
    suggested = { ...next, functions: [...new Set([...suggested.functions, ...next.functions])] };
  }
  return { changes, suggested };
}

function mayBeFreed({ edits, setAside }: SuggestedEdits, { split }: FixOptions): boolean {
  return edits.length > 0 && split !== true && setAside.some(({ code }) => code === 'shared-by-alias');
}

function withChanges(input: AnalyzeInput, changes: readonly ChangedText[]): AnalyzeInput {
  const after = new Map(changes.map((change) => [change.uri, change.after]));
  const changed = <T extends { uri: string; text: string }>(source: T): T => ({
    ...source,
    text: after.get(source.uri) ?? source.text,
  });
  const { sources, files } = input;
  return { ...input, sources: sources.map(changed), ...(files ? { files: files.map(changed) } : {}) };
}

function checkRules(given: readonly string[]): void {
  const unknown = given.find((id) => !rules.some((rule) => rule.id === id));
  if (unknown === undefined) return;
  throw new UsageError(`--rule ${unknown} is no rule: use ${rules.map(({ id }) => id).join(', ')}`);
}

function checkFunctions(given: readonly string[], { analysis }: OpenAnalysis): void {
  const unknown = given.find((name) => !analysis.functions.some((fn) => fn.name === name || fn.id === name));
  if (unknown === undefined) return;
  const names = analysis.functions.map(({ name }) => name);
  const use = names.length === 0 ? 'the sources hold none' : `use ${names.join(', ')}`;
  throw new UsageError(`--function ${unknown} is in none of the sources: ${use}`);
}

/** `made`: changes that the texts have already. */
function changesOf(
  edits: readonly FileEdit[],
  { sources, files = [] }: AnalyzeInput,
  made: readonly ChangedText[] = [],
): ChangedText[] {
  const texts = new Map([...files, ...sources].map(({ uri, text }) => [uri, text]));
  return [...new Set([...edits, ...made].map(({ uri }) => uri))].sort(compareText).flatMap((uri) => {
    const text = texts.get(uri);
    if (text === undefined) return [];
    const own = edits.filter((edit) => edit.uri === uri);
    const before = made.find((change) => change.uri === uri)?.before ?? text;
    return [{ uri, before, after: applyEdits(text, own) }];
  });
}

/** On a terminal no name in a template may act; everywhere else the patch is the bytes that it must be. */
function shown(patch: string, out: string | undefined): string {
  const isTerminal = process.stdout.isTTY && (out === undefined || out === '-');
  return isTerminal ? patch.split('\n').map(neutralise).join('\n') : patch;
}

const mostNotes = 20;

function noteProblems(problems: ReturnType<typeof sortProblems>, messages: Messages): void {
  const told = problems.filter(({ kind }) => kind === 'unreadable');
  for (const problem of told.slice(0, mostNotes)) messages.note(`${problem.code}: ${placed(problem)}`);
  if (told.length > mostNotes) messages.note(`and ${plural(told.length - mostNotes, 'more problem')}`);
}

/** What was not changed and why, and how much was. */
function noteOutcome(
  { setAside, functions }: Suggested['suggested'],
  changes: readonly ChangedText[],
  isWritten: boolean,
  messages: Messages,
): void {
  const notes = setAside.map(({ uri, line, kind, code, message }) => {
    const label = kind === 'refused' ? `refused ${code}` : kind;
    return `${label}: ${uri}:${line + 1}: ${message}`;
  });
  new Set(notes).forEach((note) => messages.note(note));
  if (changes.length === 0) {
    messages.note(setAside.length === 0 ? 'nothing to change' : 'nothing that can be changed');
    return;
  }
  const what = `${plural(changes.length, 'file')} for ${plural(functions.length, 'function')}`;
  messages.note(isWritten ? `changed ${what}` : `${what} would change: --write does it`);
}
