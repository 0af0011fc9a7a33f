import { analyze, prepare } from '@leastwise/core';
import type { Command } from 'commander';
import { exitCodeOf, type ExitCode } from '../exit.js';
import { readInput } from '../io/readInput.js';
import { writeResult } from '../io/writeResult.js';
import { addSharedOptions, checkFormat, type SharedOptions } from '../options.js';
import { renderAnalysis } from '../render/analysis.js';
import { toSafeJson } from '../render/safe.js';
import { messagesTo, textOptions } from '../terminal.js';
import { withProblems } from '../withProblems.js';

/** `leastwise analyze SOURCE... --usage USAGE`: the main job. */
export function addAnalyze(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('analyze')
    .description('compare what is granted with what was used, and narrow it, function by function')
    .argument('<source...>', 'SAM or CloudFormation template, policy JSON, or a folder of them')
    .option('--format <format>', 'text or json', 'text');
  addSharedOptions(command).action(async (sources: string[], options: SharedOptions) => {
    ended(await runAnalyze(sources, options));
  });
}

async function runAnalyze(paths: readonly string[], options: SharedOptions): Promise<ExitCode> {
  const format = checkFormat(options.format);
  const messages = messagesTo(options.quiet ?? false);
  const [{ input, problems }] = await Promise.all([readInput(paths, options, messages), prepare()]);
  const analysis = withProblems(analyze(input), problems);
  const text =
    format === 'json'
      ? `${toSafeJson(analysis)}\n`
      : renderAnalysis(analysis, textOptions(options.color, options.out));
  await writeResult(text, options.out);
  return exitCodeOf(analysis, options.allowProblems ?? false);
}
