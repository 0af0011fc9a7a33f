import { patternFits } from '../catalog/catalog.js';
import type { Comparison, Judgement } from '../findings/compare.js';
import type { SourceStatement } from '../sources/model.js';
import { narrowResource } from './narrowResource.js';
import type { NarrowContext } from './narrowContext.js';

/** One action of a statement with the resource patterns it keeps. */
export interface KeptAction {
  /** Catalog spelling; the pattern itself where the catalog knows nothing that it matches. */
  readonly action: string;
  /** Index of the action token in the statement it came from. */
  readonly token: number;
  readonly resources: readonly string[];
  /** Whether a call shows it, or may have needed it; else it stays because nobody can know. */
  readonly called: boolean;
  /** Set where the action goes into the expiring statement: why. */
  readonly expires: string | undefined;
}

/** Decides, for every action of one Allow statement, whether it stays and on which resources. */
export function keptActions(
  statement: SourceStatement,
  comparisons: readonly Comparison[],
  context: NarrowContext,
): KeptAction[] {
  return statement.action.flatMap((token, index) => {
    const own = comparisons.filter(({ grant }) => grant.action === token);
    const actions = [...new Set(own.flatMap(({ judgements }) => [...judgements.keys()]))];
    if (actions.length === 0) return [wholeToken(token.text, index, own)];
    return actions.flatMap((action) => keptAction(action, index, own, context) ?? []);
  });
}

/** The catalog knows no action of this pattern: nothing can be said of it, so it stays with all its resources. */
function wholeToken(text: string, token: number, own: readonly Comparison[]): KeptAction {
  const resources = own.map(({ grant }) => grant.resource.text);
  return { action: text, token, resources, called: false, expires: undefined };
}

function keptAction(
  action: string,
  token: number,
  own: readonly Comparison[],
  context: NarrowContext,
): KeptAction | undefined {
  const judged = own.flatMap((comparison) => {
    const judgement = comparison.judgements.get(action);
    return judgement === undefined || judgement.neutral ? [] : [{ comparison, judgement }];
  });
  const alive = judged.filter(({ judgement }) => judgement.verdict !== 'unused');
  if (alive.length > 0) {
    const resources = alive.flatMap(({ comparison, judgement }) =>
      narrowResource(action, comparison, judgement, context),
    );
    const expires = alive.every(({ judgement }) => judgement.verdict === 'used')
      ? context.oneTime(
          action,
          alive.map(({ judgement }) => judgement),
          resources,
        )
      : undefined;
    const called = alive.some(({ judgement }) => judgement.calls.length > 0);
    return { action, token, resources: [...new Set(resources)], called, expires };
  }
  if (!context.soft || judged.length === 0) return undefined;
  const resources = judged.map(({ comparison }) => comparison.grant.resource.text);
  return {
    action,
    token,
    resources,
    called: false,
    expires: reasonOf(judged.map(({ judgement }) => judgement)),
  };
}

function reasonOf(judgements: readonly Judgement[]): string {
  return judgements[0]?.reason ?? '';
}

/** Actions that end up in one statement. */
export interface Group {
  readonly resources: readonly string[];
  readonly actions: readonly KeptAction[];
}

/**
 * Puts actions with the same resources together; two groups that differ only by patterns to which the other's actions
 * never apply (`s3:ListBucket` on the bucket, `s3:GetObject` on its objects) are one statement, as people write it.
 */
export function groupByResources(kept: readonly KeptAction[]): Group[] {
  const groups: { resources: string[]; actions: KeptAction[] }[] = [];
  for (const each of kept) {
    const home = groups.find((group) => canShare(group, each));
    if (home === undefined) {
      groups.push({ resources: [...each.resources], actions: [each] });
      continue;
    }
    home.actions.push(each);
    for (const resource of each.resources) {
      if (!home.resources.includes(resource)) home.resources.push(resource);
    }
  }
  return groups;
}

function canShare(group: Group, next: KeptAction): boolean {
  const extra = next.resources.filter((resource) => !group.resources.includes(resource));
  const lacking = group.resources.filter((resource) => !next.resources.includes(resource));
  return (
    lacking.every((resource) => !patternFits(next.action, resource)) &&
    extra.every((resource) => group.actions.every(({ action }) => !patternFits(action, resource)))
  );
}
