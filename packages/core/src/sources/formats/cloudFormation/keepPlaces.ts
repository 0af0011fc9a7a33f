import sortBy from 'lodash/sortBy.js';
import sortedIndexBy from 'lodash/sortedIndexBy.js';
import type { Span } from '../../../util/text.js';
import { readKeepComments, toKeep, type KeepComment } from '../../keeps.js';
import type { Keep, SourceFunction } from '../../model.js';
import { report, type Reading } from '../../reading.js';
import type { Template, TemplateResource } from './template.js';

/**
 * The keep comments of a template. One inside a resource counts for the functions that hold a policy written there, one
 * outside all resources for every function of the template.
 */
export function readKeeps(template: Template, functions: readonly SourceFunction[]): Keep[] {
  const { reading } = template;
  const comments = readKeepComments(reading);
  if (comments.length === 0) return [];
  const resources = sortBy([...template.resources.values()], ({ entry }) => entry.keySpan.from);
  const holdersOf = holdersByResource(template, functions);
  return comments.flatMap((comment) => {
    const resource = resourceAt(resources, comment, reading);
    if (resource === undefined) return [toKeep(comment, undefined, reading)];
    const holders = holdersOf.get(resource.logicalId) ?? [];
    if (holders.length === 0) {
      const why = `This keep comment stands in ${resource.logicalId}, which holds no policy of a function; move it to the policy.`;
      report(reading, 'input', 'keep-without-function', comment.span, why);
    }
    return holders.map((fn) => toKeep(comment, fn.name, reading));
  });
}

/** Logical id of a function, or of the resource that writes one of its policies → these functions. */
function holdersByResource(
  template: Template,
  functions: readonly SourceFunction[],
): ReadonlyMap<string, readonly SourceFunction[]> {
  const holders = new Map<string, SourceFunction[]>();
  for (const fn of functions) {
    const ids = new Set([fn.logicalId, ...fn.policies.map((id) => template.owners.get(id))]);
    for (const id of ids) {
      if (id === undefined) continue;
      const known = holders.get(id);
      if (known) known.push(fn);
      else holders.set(id, [fn]);
    }
  }
  return holders;
}

/**
 * The resource whose lines hold the comment: the last one that starts above it, or the next one where the comment stands
 * as far left as the resources' own names. `resources` are sorted by place.
 */
function resourceAt(
  resources: readonly TemplateResource[],
  { span }: KeepComment,
  { lines }: Reading,
): TemplateResource | undefined {
  const column = (at: number): number => lines.positionAt(at).character;
  const next = sortedIndexBy<{ entry: { keySpan: Span } }>(
    resources,
    { entry: { keySpan: span } },
    ({ entry }) => entry.keySpan.from,
  );
  const above = resources[next - 1];
  if (above === undefined) return undefined;
  const within = span.from < above.entry.value.span.to;
  if (within || column(span.from) > column(above.entry.keySpan.from)) return above;
  return column(span.from) === column(above.entry.keySpan.from) ? resources[next] : undefined;
}
