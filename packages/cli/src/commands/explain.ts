import { analyze, prepare } from '@leastwise/core';
import type { Command } from 'commander';
import { exitCodes, hasUnreadable, UsageError, type ExitCode } from '../exit.js';
import { explain } from '../explain.js';
import { readInput } from '../io/readInput.js';
import { writeResult } from '../io/writeResult.js';
import { addSharedOptions, checkFormat, type SharedOptions } from '../options.js';
import { renderExplanation } from '../render/explain.js';
import { toSafeJson } from '../render/safe.js';
import { messagesTo, textOptions } from '../terminal.js';
import { withProblems } from '../withProblems.js';

interface ExplainOptions extends SharedOptions {
  readonly function: string;
  readonly resource: string | undefined;
}

/** `leastwise explain ACTION SOURCE... --function NAME --usage USAGE`. */
export function addExplain(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('explain')
    .description('why an action of a function is kept, removed or unknown')
    .argument('<action>', 'for example s3:GetObject')
    .argument('<source...>', 'SAM or CloudFormation template, policy JSON, or a folder of them')
    .requiredOption('--function <name>', 'the function, by its name or id in the source')
    .option('--resource <arn>', 'only grants that cover this resource')
    .option('--format <format>', 'text or json', 'text');
  addSharedOptions(command).action(async (action: string, sources: string[], options: ExplainOptions) => {
    ended(await runExplain(action, sources, options));
  });
}

/** Explaining judges nothing, so findings do not count: 0, or 3 where an input could not be read. */
async function runExplain(
  action: string,
  paths: readonly string[],
  options: ExplainOptions,
): Promise<ExitCode> {
  const format = checkFormat(options.format);
  if (!/^[\w-]+:\w+$/.test(action)) {
    throw new UsageError(`${action} is not one action: write service:Action, for example s3:GetObject`);
  }
  const messages = messagesTo(options.quiet ?? false);
  const [{ input, problems }] = await Promise.all([
    readInput(paths, options, messages),
    prepare({ formats: [] }),
  ]);
  const analysis = withProblems(
    analyze({ ...input, options: { ...input.options, suggestions: false } }),
    problems,
  );
  const explanation = explain(analysis, { action, function: options.function, resource: options.resource });
  const text =
    format === 'json'
      ? `${toSafeJson(explanation)}\n`
      : renderExplanation(explanation, textOptions(options.color, options.out));
  await writeResult(text, options.out);
  const red = hasUnreadable(analysis.problems) && !options.allowProblems;
  return red ? exitCodes.unreadable : exitCodes.ok;
}
