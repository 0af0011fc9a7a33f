import type { SourceFunction, SourceModel } from '../../sources/model.js';
import { compareText, sortedUnique } from '../../util/order.js';
import type { Parsed, Problem } from '../../util/problems.js';
import type { Snapshot } from '../types.js';
import { bindSymbols } from './bindings.js';
import { joinFunction, type Joined } from './joinFunction.js';
import { indexPrincipals } from './principals.js';
import type { Link, LinkOptions } from './types.js';

/**
 * Joins every function of the sources with its sessions in the snapshot: one link a function, in the order of the
 * sources, also where nothing was seen (`seen: false`, problem `function-not-seen`). Nothing is guessed: several
 * deployments that could be meant are the problem `link-ambiguous`. The snapshot is the merged one.
 */
export function linkFunctions(
  models: readonly SourceModel[],
  snapshot: Snapshot,
  options: LinkOptions,
): Parsed<Link[]> {
  const links: Link[] = [];
  const problems: Problem[] = [];
  for (const model of models) {
    for (const fn of model.functions) {
      const joined = joinFunction({ fn, model, snapshot, index: indexPrincipals(snapshot), options });
      problems.push(...joined.problems);
      links.push(toLink(fn, model, snapshot, joined));
    }
  }
  return { value: links, problems };
}

function toLink(fn: SourceFunction, model: SourceModel, snapshot: Snapshot, joined: Joined): Link {
  const principals = sortedUnique(joined.principals);
  const sessions = joined.sessions === undefined ? undefined : sortedUnique(joined.sessions);
  const stacks = [...new Set(joined.stacks)].sort(compareText);
  const bindings = bindSymbols(model, snapshot, { ...joined, principals, sessions, stacks });
  return {
    functionId: fn.id,
    principals,
    sessions,
    bindings,
    because: joined.because,
    stacks,
    seen: joined.seen,
  };
}
