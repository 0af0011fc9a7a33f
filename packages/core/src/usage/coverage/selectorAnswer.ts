import { sourceOfType } from '../../catalog/events/dataTypes.js';
import { GLOBAL_SOURCES } from './globalServices.js';
import { selectsAll } from './selects.js';
import { accountOf, type Trail } from './trails.js';
import type { Coverage, Logged, VisibleQuery } from './types.js';

/** One region of one account. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What the selectors given say of one place. */
export interface SelectorAnswer {
  readonly logged: boolean;
  /** The trails that log it; where none does, those that could. */
  readonly trails: readonly Trail[];
}

/** Whether a trail logs everything a query asks for; undefined where no selectors speak for this account and region. */
export function selectorAnswer(
  coverage: Coverage,
  query: VisibleQuery,
  visibility: Logged,
  place: Place,
): SelectorAnswer | undefined {
  const speaking = coverage.trails.filter((trail) => speaksFor(trail, coverage, place));
  if (speaking.length === 0) return undefined;
  const events = {
    type: visibility.kind === 'data' ? visibility.type : undefined,
    eventSource: visibility.kind === 'management' ? visibility.eventSource : sourceOfType(visibility.type),
    readOnly: visibility.readOnly,
    resourcePattern: query.resourcePattern,
    eventNames: query.eventNames,
    identities: query.identities,
  };
  const isGlobal = visibility.kind === 'management' && GLOBAL_SOURCES.has(visibility.eventSource);
  const logging = speaking.filter(
    (trail) => selectsAll(trail, events) && (!isGlobal || trail.described?.globalServices !== false),
  );
  return { logged: logging.length > 0, trails: logging.length > 0 ? logging : speaking };
}

/** Whether a selector filters by event name or by identity, so that a query has to say its own. */
export function filtersOf({ trails }: Coverage): { readonly names: boolean; readonly identities: boolean } {
  const fields = new Set(trails.flatMap(({ advanced }) => advanced.flat()).map(({ field }) => field));
  return { names: fields.has('eventName'), identities: fields.has('userIdentity.arn') };
}

/**
 * A trail that `describe-trails` lists speaks for its regions and accounts. One answer alone, not listed, is taken to
 * describe the trail the input came from (for other accounts only where its own is not in the input: then it is an
 * organisation's); of several, each speaks for its own account and home region only.
 */
export function speaksFor(trail: Trail, coverage: Coverage, { account, region }: Place): boolean {
  const home = accountOf(trail.arn);
  const own = home === account;
  if (trail.described !== undefined) {
    const { multiRegion, organization } = trail.described;
    return (own || organization) && (multiRegion || trail.described.home === region);
  }
  if (coverage.trails.length === 1) return own || !coverage.accounts.has(home);
  return trail.arn === '' || (own && trail.arn.split(':')[3] === region);
}
