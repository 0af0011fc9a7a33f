import type { SourceFunction, SourceModel } from '../../sources/model.js';
import { compareText, sortedUnique } from '../../util/order.js';
import type { Parsed, Problem } from '../../util/problems.js';
import type { Snapshot } from '../types.js';
import { findBindings } from './bindings.js';
import { ambiguous, joinFunction, type Joined } from './joinFunction.js';
import { indexPrincipals } from './principals.js';
import { bindResources, namedBindings } from './stackSymbols.js';
import { stateBindings } from './terraformState.js';
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
  const index = indexPrincipals(snapshot);
  for (const model of models) {
    const joins = model.functions.map((fn) => ({
      fn,
      joined: joinFunction({ fn, model, snapshot, index, options }),
    }));
    for (const { fn, joined } of oneDeployment(joins)) {
      problems.push(...joined.problems);
      const link = toLink(fn, model, snapshot, joined);
      const known = stateBindings(model, options.state ?? new Map());
      links.push({ ...link, bindings: sorted({ ...link.bindings, ...known }) });
    }
  }
  return { value: links, problems };
}

interface Join {
  readonly fn: SourceFunction;
  readonly joined: Joined;
}

/** A template is deployed as a whole: functions that a search found in different stacks are not all its own. */
function oneDeployment(joins: readonly Join[]): Join[] {
  const found = joins.flatMap(({ joined }) => joined.foundIn ?? []);
  const [longest] = [...found].sort((a, b) => b.name.length - a.name.length);
  // Names that were cut show the beginning of one stack, at different lengths.
  const isOne = found.every(
    ({ name, isCut }) => name === longest?.name || (isCut && longest?.name.startsWith(name)),
  );
  if (isOne) return [...joins];
  const names = sortedUnique(found.map(({ name }) => `stack ${name}`));
  return joins.map(({ fn, joined }) =>
    joined.foundIn === undefined ? { fn, joined } : { fn, joined: ambiguous(fn, names) },
  );
}

function sorted(bindings: Link['bindings']): Link['bindings'] {
  return Object.fromEntries(Object.entries(bindings).sort(([a], [b]) => compareText(a, b)));
}

function toLink(fn: SourceFunction, model: SourceModel, snapshot: Snapshot, joined: Joined): Link {
  const principals = sortedUnique(joined.principals);
  const sessions = joined.sessions === undefined ? undefined : sortedUnique(joined.sessions);
  const stacks = [...new Set(joined.stacks)].sort(compareText);
  const scope = { principals, sessions, stacks, by: joined.by };
  const named = namedBindings(model, fn, scope);
  const found = { ...named, ...findBindings(bindResources(model, named), snapshot, scope) };
  const bindings = sorted(found);
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
