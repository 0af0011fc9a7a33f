import { analyze, prepare, toMarkdown, toSarif, toTerraform, type Analysis } from '@leastwise/core';
import type { Command } from 'commander';
import { exitCodeOf, type ExitCode } from '../exit.js';
import { readInput } from '../io/readInput.js';
import { writeResult } from '../io/writeResult.js';
import { addSharedOptions, checkFormat, reportFormats, type SharedOptions } from '../options.js';
import { renderAnalysis } from '../render/analysis.js';
import { placed } from '../render/findings.js';
import { neutraliseAll, toSafeJson } from '../render/safe.js';
import { plural } from '../render/style.js';
import { messagesTo, textOptions, type Messages } from '../terminal.js';
import { withProblems } from '../withProblems.js';

/** `leastwise analyze SOURCE... --usage USAGE`: the main job. */
export function addAnalyze(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('analyze')
    .description('compare what is granted with what was used, and narrow it, function by function')
    .argument(
      '<source...>',
      'SAM or CloudFormation template, serverless.yml, Terraform folder, account:FILE, policy JSON, or a folder of them',
    )
    .option('--format <format>', 'text, json, sarif, markdown or terraform', 'text');
  addSharedOptions(command).action(async (sources: string[], options: SharedOptions) => {
    ended(await runAnalyze(sources, options));
  });
}

async function runAnalyze(paths: readonly string[], options: SharedOptions): Promise<ExitCode> {
  const format = checkFormat(options.format, reportFormats);
  const messages = messagesTo(options.quiet ?? false);
  const [{ input, problems }] = await Promise.all([
    readInput(paths, options, messages),
    prepare({ formats: [] }),
  ]);
  const suggestions = format === 'json' || format === 'sarif';
  const analysis = withProblems(analyze({ ...input, options: { ...input.options, suggestions } }), problems);
  await writeResult(written(analysis, format, options), options.out);
  // Text on standard output says it all itself.
  if (format !== 'text' || options.out !== undefined) noteProblems(analysis, messages);
  return exitCodeOf(analysis, options.allowProblems ?? false);
}

function written(analysis: Analysis, format: (typeof reportFormats)[number], options: SharedOptions): string {
  switch (format) {
    case 'text':
      return renderAnalysis(analysis, textOptions(options.color, options.out));
    case 'json':
      return `${toSafeJson(analysis)}\n`;
    case 'sarif':
      return `${toSafeJson(toSarif(analysis))}\n`;
    case 'markdown':
      return toMarkdown(neutraliseAll(analysis));
    case 'terraform':
      return terraformOf(analysis);
  }
}

/** The narrowed policy of each function as a data source of its own; what a policy holds is escaped by its writer. */
function terraformOf({ functions }: Analysis): string {
  const blocks = functions.flatMap(({ id, name, narrowed }) => {
    if (narrowed === undefined) return [];
    const title = `# ${neutraliseAll({ name }).name}: ${neutraliseAll({ id }).id}`;
    const isEmpty = Array.isArray(narrowed.Statement) && narrowed.Statement.length === 0;
    return [
      `${title}\n${isEmpty ? '# Nothing is needed: remove the policy.\n' : toTerraform(narrowed, name)}`,
    ];
  });
  return blocks.join('\n');
}

const shownProblems = 20;

/** What could not be read, and how much there is: beside a result that goes elsewhere. */
function noteProblems({ functions, findings, problems }: Analysis, messages: Messages): void {
  const unreadable = problems.filter(({ kind }) => kind === 'unreadable');
  for (const problem of unreadable.slice(0, shownProblems))
    messages.note(`${problem.code}: ${placed(problem)}`);
  const rest = unreadable.length - shownProblems;
  if (rest > 0) messages.note(`and ${plural(rest, 'more problem')}`);
  const counts = [
    plural(functions.length, 'function'),
    plural(findings.length, 'finding'),
    plural(problems.length, 'problem'),
  ];
  messages.note(counts.join(', '));
}
