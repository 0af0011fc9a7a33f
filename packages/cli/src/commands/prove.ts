import { collect } from '@leastwise/collect';
import {
  analyze,
  prepare,
  proveCovers,
  proveWithin,
  type PolicyDocument,
  type Problem,
  type Proof,
  type Usage,
} from '@leastwise/core';
import type { Command } from 'commander';
import { exitCodes, hasUnreadable, UsageError, type ExitCode } from '../exit.js';
import { readPolicy } from '../io/readPolicy.js';
import { writeResult } from '../io/writeResult.js';
import { checkFormat, parseInstant, parsePrincipal, refuseRemote, repeated, toInstant } from '../options.js';
import { renderProofs, type NamedProof } from '../render/proof.js';
import { placed } from '../render/findings.js';
import { toSafeJson } from '../render/safe.js';
import { messagesTo, textOptions } from '../terminal.js';

interface ProveOptions {
  readonly within: string;
  readonly covers: readonly string[];
  readonly principal: readonly string[];
  readonly now: string | undefined;
  readonly allowProblems: boolean | undefined;
  readonly format: string;
  readonly out: string | undefined;
  readonly quiet: boolean | undefined;
  readonly color: boolean;
}

/** `leastwise prove NEW.json --within OLD.json`: the library's proofs, for a pipeline that guards a policy. */
export function addProve(program: Command, ended: (code: ExitCode) => void): void {
  program
    .command('prove')
    .description('prove that a policy grants nothing beyond another, and still allows what was used')
    .argument('<new>', 'the new policy, as JSON')
    .requiredOption('--within <old>', 'the policy that it must stay within, as JSON')
    .addOption(
      repeated('--covers <usage>', 'usage that it must still allow: folder of log files, file, snapshot, -'),
    )
    .addOption(repeated('--principal <arn>', 'whose usage', parsePrincipal))
    .option('--now <iso>', 'the time to judge by; the clock', parseInstant)
    .option('--format <format>', 'text or json', 'text')
    .option('--allow-problems', 'usage that could not be read does not change the exit code')
    .option('--quiet', 'nothing on standard error but errors')
    .option('--no-color', 'plain text; NO_COLOR does the same')
    .option('--out <file>', 'write the result there instead of to standard output')
    .action(async (path: string, options: ProveOptions) => ended(await runProve(path, options)));
}

async function runProve(path: string, options: ProveOptions): Promise<ExitCode> {
  const format = checkFormat(options.format);
  checkOptions(options);
  const messages = messagesTo(options.quiet ?? false);
  const narrowed = await readPolicy(path);
  const granted = await readPolicy(options.within);
  const problems = [...narrowed.problems, ...granted.problems];
  const proofs: NamedProof[] = [];
  if (narrowed.document && granted.document) {
    const claim = `${path} grants nothing beyond ${options.within}`;
    proofs.push({ claim, proof: proveWithin(narrowed.document, granted.document) });
    if (options.covers.length > 0) {
      const covers = await proveUse(path, narrowed.document, granted.document, options);
      problems.push(...covers.problems);
      proofs.push(...covers.proofs);
    }
  }
  for (const problem of problems) messages.note(`${problem.code}: ${placed(problem)}`);
  const answer = overall(proofs);
  const text =
    format === 'json'
      ? `${toSafeJson(answer)}\n`
      : renderProofs(proofs, textOptions(options.color, options.out));
  await writeResult(text, options.out);
  if (hasUnreadable(problems) && !options.allowProblems) return exitCodes.unreadable;
  return answer.result === 'holds' ? exitCodes.ok : exitCodes.findings;
}

function checkOptions({ covers, principal }: ProveOptions): void {
  if (covers.length > 0 && principal.length === 0)
    throw new UsageError('--covers needs --principal ARN: whose recorded calls must still be allowed');
  if (covers.length === 0 && principal.length > 0)
    throw new UsageError('--principal needs --covers USAGE: where its recorded calls are');
  refuseRemote('--covers', covers);
}

/** One object of the library's shape: the first proof that fails speaks for all, else the first that is unknown. */
function overall(proofs: readonly NamedProof[]): Proof {
  const all = proofs.map(({ proof }) => proof);
  const [first] = all;
  if (first === undefined) return { result: 'unknown', reason: 'a policy could not be read' };
  return (
    all.find(({ result }) => result === 'fails') ?? all.find(({ result }) => result === 'unknown') ?? first
  );
}

/** One proof a principal: what it did, mapped to actions as an analysis of the granted policy maps it. */
async function proveUse(
  path: string,
  narrowed: PolicyDocument,
  granted: PolicyDocument,
  { covers, principal, within, now }: ProveOptions,
): Promise<{ proofs: NamedProof[]; problems: readonly Problem[] }> {
  const [{ value, problems }] = await Promise.all([collect({ from: covers }), prepare()]);
  const time = now ?? toInstant(new Date());
  const proofs = principal.map((arn): NamedProof => {
    const { functions } = analyze({
      sources: [{ uri: 'granted.json', text: JSON.stringify(granted) }],
      usage: [value],
      options: { now: time, principals: [arn] },
    });
    const usage = functions.flatMap((each) => each.usage);
    const claim = `${path} allows what ${arn} used under ${within}`;
    // A misspelt name would otherwise be proven to have lost nothing.
    const proof: Proof =
      usage.length === 0
        ? { result: 'unknown', reason: `no call of ${arn} is in the usage: check the name and the window` }
        : proveCovers(narrowed, usage.filter(wasUsed), granted, { now: time, principal: arn });
    return { claim, proof };
  });
  return { proofs, problems };
}

/** Denied calls need nothing. */
function wasUsed({ count, possible }: Usage): boolean {
  return count + possible > 0;
}
