import { compareText } from '../util/order.js';
import { documentOf } from '../grants/document.js';
import type { Comparison } from '../findings/compare.js';
import type { SourcePolicy } from '../sources/model.js';
import type { PolicyDocument } from '../sources/policy.js';
import { draftOf, isNarrowable, toPolicyStatements, wholeDraft, writeDraft, type Draft } from './draft.js';
import { judgeActions } from './judgedAction.js';
import { fitsLimit } from './limits.js';
import type { NarrowContext } from './narrowContext.js';
import { uniqueSids } from './sids.js';
import { compressions, type Compression } from './writeActions.js';

/** What to write instead, and what of it ends by itself. */
export interface Narrowed {
  readonly document: PolicyDocument;
  readonly expiring: readonly { action: string; endDate: string; reason: string }[];
}

/**
 * The narrowed policy of one function: the stated policies without what is `unused`, in their order, Sid, Effect,
 * Condition, NotAction and Deny kept. Lists that would break IAM's size limits are grouped within the grant; the first
 * grouping that fits is taken, in the end the statements as they were.
 */
export function narrowPolicies(
  policies: readonly SourcePolicy[],
  comparisons: readonly Comparison[],
  context: NarrowContext,
): Narrowed {
  const statements = policies.flatMap((policy) => policy.statements);
  const drafts = statements.map((statement) => {
    if (!isNarrowable(statement)) return wholeDraft(statement);
    const own = comparisons.filter(({ grant }) => grant.statement === statement);
    return draftOf(statement, judgeActions(statement, own, context), 'all');
  });
  for (const level of compressions) {
    const document = write(drafts, level, context);
    if (fitsLimit(document)) return { document, expiring: expiringOf(drafts, context) };
  }
  return { document: documentOf(policies), expiring: [] };
}

function write(drafts: readonly Draft[], level: Compression, { endDate }: NarrowContext): PolicyDocument {
  const written = drafts.flatMap((draft) =>
    toPolicyStatements(draft.statement, writeDraft(draft, level, endDate)),
  );
  return { Version: '2012-10-17', Statement: uniqueSids(written) };
}

function expiringOf(drafts: readonly Draft[], context: NarrowContext): Narrowed['expiring'] {
  const ending = drafts.flatMap(({ kept }) => kept ?? []).filter(({ expires }) => expires !== undefined);
  return ending
    .map(({ action, expires = '' }) => ({ action, endDate: context.endDate, reason: expires }))
    .sort((a, b) => compareText(a.action, b.action));
}
