import { readKeepsIn, toKeep } from '../../keeps.js';
import type { Keep } from '../../model.js';
import { report, type Reading } from '../../reading.js';
import type { KeepComment } from '../../keeps.js';
import type { Terraform } from './model.js';
import type { FoundFunction } from './workloads.js';
import type { ModuleFile } from './types.js';

/**
 * The keep comments of all files. One inside a block counts for the functions that hold a policy or statement written
 * there, one outside all blocks for every function.
 */
export function readKeeps(terraform: Terraform, functions: readonly FoundFunction[]): Keep[] {
  const files = [...terraform.run.folders.values()].flatMap((folder) => folder?.files ?? []);
  return files.flatMap((file) =>
    readKeepsIn(file.comments, file.reading).flatMap((comment) =>
      placeKeep(comment, file, terraform, functions),
    ),
  );
}

function placeKeep(
  comment: KeepComment,
  { file, reading }: ModuleFile,
  terraform: Terraform,
  functions: readonly FoundFunction[],
): Keep[] {
  const block = file.body.blocks.find(
    ({ span }) => span.from <= comment.span.from && comment.span.to <= span.to,
  );
  if (block === undefined) return [toKeep(comment, undefined, reading)];
  const holders = functions.filter(({ fn }) => {
    const own = fn.uri === reading.uri && isWithin(fn.range.start.line, block.span, reading);
    return own || fn.policies.some((id) => standsIn(id, block.span, reading, terraform));
  });
  if (holders.length === 0) {
    const why =
      'This keep comment stands in a block that holds no policy of a function; move it to the policy.';
    report(reading, 'input', 'keep-without-function', comment.span, why);
  }
  return holders.map(({ fn }) => toKeep(comment, fn.name, reading));
}

function isWithin(line: number, span: { from: number; to: number }, reading: Reading): boolean {
  const { start, end } = reading.lines.rangeOf(span);
  return start.line <= line && line <= end.line;
}

function standsIn(
  id: string,
  span: { from: number; to: number },
  reading: Reading,
  { policies }: Terraform,
): boolean {
  const policy = policies.find((each) => each.id === id);
  if (policy === undefined) return false;
  const inBlock = policy.uri === reading.uri && isWithin(policy.range.start.line, span, reading);
  return (
    inBlock ||
    policy.statements.some((each) => {
      return each.uri === reading.uri && each.span.from >= span.from && each.span.to <= span.to;
    })
  );
}
