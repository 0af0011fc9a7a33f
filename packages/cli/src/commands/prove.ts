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
import { checkFormat, toInstant } from '../options.js';
import { renderProofs, type NamedProof } from '../render/proof.js';
import { placed } from '../render/findings.js';
import { toSafeJson } from '../render/safe.js';
import { messagesTo, textOptions } from '../terminal.js';

interface ProveOptions {
  readonly within: string;
  readonly covers: string | undefined;
  readonly principal: string | undefined;
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
    .option(
      '--covers <usage>',
      'usage that it must still allow: a folder of log files, one file, a snapshot, -',
    )
    .option('--principal <arn>', 'whose usage')
    .option('--format <format>', 'text or json', 'text')
    .option('--quiet', 'nothing on standard error but errors')
    .option('--no-color', 'plain text; NO_COLOR does the same')
    .option('--out <file>', 'write the result there instead of to standard output')
    .action(async (path: string, options: ProveOptions) => ended(await runProve(path, options)));
}

async function runProve(path: string, options: ProveOptions): Promise<ExitCode> {
  const format = checkFormat(options.format);
  if (options.covers !== undefined && options.principal === undefined) {
    throw new UsageError('--covers needs --principal ARN: whose recorded calls must still be allowed');
  }
  const messages = messagesTo(options.quiet ?? false);
  const narrowed = await readPolicy(path);
  const granted = await readPolicy(options.within);
  const problems = [...narrowed.problems, ...granted.problems];
  const proofs: NamedProof[] = [];
  if (narrowed.document && granted.document) {
    const [inner, outer] = [narrowed.document, granted.document];
    proofs.push({
      claim: `${path} grants nothing beyond ${options.within}`,
      proof: proveWithin(inner, outer),
    });
    if (options.covers !== undefined) {
      const used = await readUsageOf(options.principal ?? '', options.covers, outer);
      problems.push(...used.problems);
      proofs.push({
        claim: `${path} allows what ${options.principal ?? ''} used under ${options.within}`,
        proof: proveCovers(inner, used.usage, outer),
      });
    }
  }
  for (const problem of problems) messages.note(`${problem.code}: ${placed(problem)}`);
  const answer = overall(proofs);
  const text =
    format === 'json'
      ? `${toSafeJson(answer)}\n`
      : renderProofs(proofs, textOptions(options.color, options.out));
  await writeResult(text, options.out);
  if (hasUnreadable(problems)) return exitCodes.unreadable;
  return answer.result === 'holds' ? exitCodes.ok : exitCodes.findings;
}

/** One object of the library's shape: the first proof that does not hold speaks for all. */
function overall(proofs: readonly NamedProof[]): Proof {
  if (proofs.length === 0) return { result: 'unknown', reason: 'a policy could not be read' };
  return proofs.map(({ proof }) => proof).find(({ result }) => result !== 'holds') ?? { result: 'holds' };
}

/** What the principal did, mapped to actions as an analysis of the granted policy maps it. */
async function readUsageOf(
  principal: string,
  from: string,
  granted: PolicyDocument,
): Promise<{ usage: readonly Usage[]; problems: readonly Problem[] }> {
  const [{ value, problems }] = await Promise.all([collect({ from }), prepare()]);
  const { functions } = analyze({
    sources: [{ uri: 'granted.json', text: JSON.stringify(granted) }],
    usage: [value],
    options: { now: toInstant(new Date()), principals: [principal] },
  });
  return { usage: functions.flatMap((each) => each.usage), problems };
}
