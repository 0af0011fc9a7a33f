import { InvalidArgumentError, Option, type Command } from 'commander';
import { UsageError } from './exit.js';

/** The options that `analyze` and `explain` share, as commander hands them over. */
export interface SharedOptions {
  readonly usage: readonly string[];
  readonly selectors: readonly string[];
  readonly trails: readonly string[];
  readonly state: readonly string[];
  readonly stack: readonly string[];
  readonly principal: readonly string[];
  readonly now: string | undefined;
  readonly minWindow: number | undefined;
  readonly tightness: 'actions' | 'resources' | undefined;
  readonly soft: boolean | undefined;
  readonly config: string | undefined;
  readonly allowProblems: boolean | undefined;
  readonly quiet: boolean | undefined;
  readonly color: boolean;
  readonly out: string | undefined;
  readonly format: string;
}

/** Adds all of them; `--format` differs from command to command. */
export function addSharedOptions(command: Command): Command {
  return command
    .addOption(
      repeated('--usage <usage>', 'folder of CloudTrail files, one file, a snapshot, - for standard input'),
    )
    .addOption(repeated('--selectors <file>', 'answer of `aws cloudtrail get-event-selectors`'))
    .addOption(repeated('--state <file>', 'terraform.tfstate, or what `terraform show -json` prints'))
    .addOption(repeated('--trails <file>', 'answer of `aws cloudtrail describe-trails`'))
    .addOption(repeated('--stack <name>', 'CloudFormation stack that the source is deployed as'))
    .addOption(repeated('--principal <arn>', 'who holds a bare policy', parsePrincipal))
    .option('--now <iso>', 'the time to judge by; the clock', parseInstant)
    .option('--min-window <days>', 'covered days below which nothing is called unused; 30', parseDays)
    .addOption(new Option('--tightness <level>', 'what is narrowed').choices(['actions', 'resources']))
    .option('--soft', 'give what would be removed an end date instead')
    .option('--config <file>', 'leastwise.config.yaml; the one in this folder, where there is one')
    .option('--allow-problems', 'inputs that could not be read do not change the exit code')
    .option('--quiet', 'nothing on standard error but errors')
    .option('--no-color', 'plain text; NO_COLOR does the same')
    .option('--out <file>', 'write the result there instead of to standard output');
}

/** May be given again and again; [] where it is not given. */
export function repeated(flags: string, description: string, parse = parseName): Option {
  return new Option(flags, `${description} (repeatable)`)
    .default([], 'none')
    .argParser((value: string, before: readonly string[]) => [...before, parse(value)]);
}

/** A script whose variable is not set says `--stack ""`: that must not pass for an answer. */
function parseName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** A role, a user, or a session of a role. */
export function parsePrincipal(text: string): string {
  if (/^arn:[\w-]+:(iam|sts)::\d{12}:\S+$/.test(text)) return text;
  throw new InvalidArgumentError(
    'Write an ARN of IAM, for example arn:aws:iam::111122223333:role/orders-worker.',
  );
}

/** Formats of the contract that a later version adds: refused by name, so that a script learns which it was. */
const laterFormats = ['sarif', 'markdown', 'html', 'terraform'];

/** What a command without findings of its own can be written as. */
const plainFormats = ['text', 'json'] as const;

/** What an analysis can be written as. */
export const reportFormats = ['text', 'json', 'sarif', 'markdown', 'terraform'] as const;

/** The format, or a `UsageError` that says whether it is unknown or comes later. */
export function checkFormat(format: string): (typeof plainFormats)[number];
export function checkFormat<T extends string>(format: string, formats: readonly T[]): T;
export function checkFormat(format: string, formats: readonly string[] = plainFormats): string {
  if (formats.includes(format)) return format;
  const use = `use ${formats.slice(0, -1).join(', ')} or ${formats.at(-1) ?? ''}`;
  if (laterFormats.includes(format)) {
    throw new UsageError(`--format ${format} is not available in this version: ${use}`);
  }
  throw new UsageError(`--format ${format} is not a format: ${use}`);
}

/** `2026-10-31` or a full instant → `2026-10-31T00:00:00Z`. A date alone is its first second in UTC. */
export function parseInstant(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/.test(text) ? Date.parse(text) : NaN;
  // `Date` makes the 3rd of March of a 31st of February.
  if (Number.isNaN(time) || !isDay(text.slice(0, 10))) {
    throw new InvalidArgumentError(
      'Write a day or an instant, for example 2026-10-31 or 2026-10-31T12:00:00Z.',
    );
  }
  return toInstant(new Date(time));
}

function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Whole seconds: the precision of CloudTrail. */
export function toInstant(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function parseDays(text: string): number {
  if (!/^\d{1,5}$/.test(text))
    throw new InvalidArgumentError('Write a whole number of days, for example 30.');
  return Number(text);
}

/** Places of usage that a later version reads; here, only log files and snapshots are. */
export function refuseRemote(option: string, places: readonly string[]): void {
  const remote = places.find((place) => /^(s3:\/\/|athena:|trino:|lookup$)/.test(place));
  if (remote === undefined) return;
  throw new UsageError(
    `${option} ${remote} is not available in this version: copy the log files here and name their folder`,
  );
}
