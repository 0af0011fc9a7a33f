import { readKeepComments, toKeep, type KeepComment } from '../keeps.js';
import type { Keep, SourceFunction } from '../model.js';
import { report } from '../reading.js';
import type { Template, TemplateResource } from './template.js';

/**
 * The keep comments of a template. One inside a resource counts for the functions that hold a policy written there, one
 * outside all resources for every function of the template.
 */
export function readKeeps(template: Template, functions: readonly SourceFunction[]): Keep[] {
  const { reading } = template;
  return readKeepComments(reading).flatMap((comment) => {
    const resource = resourceAt(template, comment);
    if (resource === undefined) return [toKeep(comment, undefined, reading)];
    const holders = functions.filter((fn) => holdsFrom(template, fn, resource));
    if (holders.length === 0) {
      const why = `This keep comment stands in ${resource.logicalId}, which holds no policy of a function; move it to the policy.`;
      report(reading, 'input', 'keep-without-function', comment.span, why);
    }
    return holders.map((fn) => toKeep(comment, fn.name, reading));
  });
}

function holdsFrom(template: Template, fn: SourceFunction, resource: TemplateResource): boolean {
  return (
    fn.logicalId === resource.logicalId ||
    fn.policies.some((id) => template.owners.get(id) === resource.logicalId)
  );
}

/**
 * The resource whose lines hold the comment: the last one that starts above it, or the next one where the comment stands
 * as far left as the resources' own names.
 */
function resourceAt(template: Template, { span }: KeepComment): TemplateResource | undefined {
  const { lines } = template.reading;
  const resources = [...template.resources.values()];
  const column = (at: number): number => lines.positionAt(at).character;
  const index = resources.findLastIndex(({ entry }) => entry.keySpan.from < span.from);
  const above = resources[index];
  if (above === undefined) return undefined;
  const within = span.from < above.entry.value.span.to;
  if (within || column(span.from) > column(above.entry.keySpan.from)) return above;
  return column(span.from) === column(above.entry.keySpan.from) ? resources[index + 1] : undefined;
}
