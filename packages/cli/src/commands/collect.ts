import { collect, writeSnapshot } from '@leastwise/collect';
import type { Problem, Snapshot } from '@leastwise/core';
import { InvalidArgumentError, type Command } from 'commander';
import { exitCodes, hasUnreadable, UsageError, type ExitCode } from '../exit.js';
import { writeError } from '../io/writeResult.js';
import { parseInstant, refuseRemote, repeated } from '../options.js';
import { pickDefined } from '../pickDefined.js';
import { progressText } from '../progress.js';
import { placed } from '../render/findings.js';
import { plural } from '../render/style.js';
import { messagesTo, type Messages } from '../terminal.js';

interface CollectOptions {
  readonly from: readonly string[];
  readonly out: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly allowProblems: boolean | undefined;
  readonly quiet: boolean | undefined;
}

/** `leastwise collect --from FROM`: log files into a snapshot. */
export function addCollect(program: Command, ended: (code: ExitCode) => void): void {
  program
    .command('collect')
    .description('read CloudTrail log files once, into a usage snapshot')
    .addOption(
      repeated('--from <from>', 'folder of log files, one file, a snapshot, or - for standard input'),
    )
    .option('--out <file>', 'the snapshot', 'usage.json.gz')
    .option('--since <day>', 'events from this day on', parseInstant)
    .option('--until <day>', 'events before this day', parseInstant)
    .option('--account <id>', 'events of this account', parseAccount)
    .option('--region <name>', 'events of this region')
    .option('--allow-problems', 'files that could not be read do not change the exit code')
    .option('--quiet', 'nothing on standard error but errors')
    .action(async (options: CollectOptions) => ended(await runCollect(options)));
}

/** Reads, writes the snapshot, says on standard error what was read. Standard output stays empty. */
async function runCollect(options: CollectOptions): Promise<ExitCode> {
  checkOptions(options);
  const messages = messagesTo(options.quiet ?? false);
  const { value, problems } = await collect({
    ...pickDefined(options, ['since', 'until', 'account', 'region']),
    from: options.from,
    onProgress: (progress) => messages.progress(progressText(progress)),
  });
  messages.done();
  await writeSnapshot(value, options.out).catch((error: unknown) => {
    throw writeError(options.out, error);
  });
  report(value, problems, options.out, messages);
  return hasUnreadable(problems) && !options.allowProblems ? exitCodes.unreadable : exitCodes.ok;
}

function checkOptions({ from, out, since, until }: CollectOptions): void {
  if (from.length === 0) {
    throw new UsageError(
      '--from is missing: name a folder of CloudTrail files, one file, a snapshot, or - for standard input',
    );
  }
  refuseRemote('--from', from);
  if (since !== undefined && until !== undefined && since >= until) {
    throw new UsageError(`--since ${since} is not before --until ${until}: no event can lie between them`);
  }
  if (out === '-') throw new UsageError('--out -: a snapshot needs a file: name one');
}

const shownProblems = 20;

function report(snapshot: Snapshot, problems: readonly Problem[], out: string, messages: Messages): void {
  for (const problem of problems.slice(0, shownProblems))
    messages.note(`${problem.code}: ${placed(problem)}`);
  const rest = problems.length - shownProblems;
  if (rest > 0) messages.note(`and ${plural(rest, 'more problem')}`);
  const { partitions } = snapshot;
  const total = (of: 'read' | 'duplicates'): number => partitions.reduce((sum, each) => sum + each[of], 0);
  const days = new Set(partitions.map(({ day }) => day)).size;
  messages.note(
    `${out}: ${plural(total('read'), 'event')} on ${plural(days, 'day')}, ${plural(total('duplicates'), 'duplicate')}`,
  );
}

function parseAccount(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('Write the twelve digits of an account.');
  return text;
}
