import isEqual from 'lodash/isEqual.js';
import { patternFits } from '../catalog/catalog.js';

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
  /** As in `JudgedAction`: it is part of the statement's condition. */
  readonly passedTo?: readonly string[];
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
  if (!isEqual(group.actions[0]?.passedTo, next.passedTo)) return false;
  const extra = next.resources.filter((resource) => !group.resources.includes(resource));
  const lacking = group.resources.filter((resource) => !next.resources.includes(resource));
  return (
    lacking.every((resource) => !patternFits(next.action, resource)) &&
    extra.every((resource) => group.actions.every(({ action }) => !patternFits(action, resource)))
  );
}
