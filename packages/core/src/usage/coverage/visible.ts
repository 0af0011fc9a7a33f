import type { Visibility } from '../../catalog/types.js';
import { openPattern } from '../../util/symbols.js';
import { formatDay, type DayNumber } from '../../util/time.js';
import { judgeRegions, type RegionChoice } from './regions.js';
import { provenDays, type ProvenDays } from './provenDays.js';
import type { Coverage, Logged, VisibleAnswer, VisibleQuery } from './types.js';

/**
 * Whether every call of this action on every resource of the pattern would have left an event that the input holds, from
 * which day, and on how many covered days.
 *
 * `notObservable`: the action, or its class on this resource, is not logged. `unknown`: it cannot be told, because the
 * catalog does not know, or an account or region that is named has no files.
 */
export function visible(coverage: Coverage, asked: VisibleQuery): VisibleAnswer {
  const { visibility } = asked;
  if (visibility.kind === 'unknown') return { state: 'unknown', because: visibility.because };
  if (!isLogged(visibility)) return { state: 'notObservable', because: visibility.because };
  // A symbol that is still open may stand for anything.
  const query = { ...asked, resourcePattern: openPattern(asked.resourcePattern) };
  if (query.accounts.length === 0)
    return { state: 'unknown', because: 'the account of the function is not known' };
  const answers = query.accounts.map((account) => visibleInAccount(coverage, query, visibility, account));
  return answers.reduce(weaker);
}

function isLogged(visibility: Visibility): visibility is Logged {
  return visibility.kind === 'management' || visibility.kind === 'data';
}

function visibleInAccount(
  coverage: Coverage,
  query: VisibleQuery,
  visibility: Logged,
  account: string,
): VisibleAnswer {
  const regions = coverage.accounts.get(account)?.regions;
  if (regions === undefined)
    return { state: 'unknown', because: `the input holds no files of account ${account}` };
  const choice = judgeRegions(visibility, query, [...regions.keys()]);
  if (choice.uncovered !== undefined)
    return { state: 'unknown', because: `the input holds no files of region ${choice.uncovered}` };
  const proven = choice.regions.map((region) => ({
    region,
    ...provenDays(coverage, query, visibility, { account, region }),
  }));
  return choice.every ? inEvery(proven) : inSome(proven, choice);
}

type InRegion = ProvenDays & { readonly region: string };

/** All of these regions must show it; the shortest window counts. */
function inEvery(proven: readonly InRegion[]): VisibleAnswer {
  return proven.map(toAnswer).reduce(weaker);
}

/** The pattern leaves the region open: the regions that show it answer, the longest window counts. */
function inSome(proven: readonly InRegion[], choice: RegionChoice): VisibleAnswer {
  const showing = proven.filter((each) => each.logged);
  const best = [...showing].sort((a, b) => b.days.length - a.days.length)[0];
  if (best === undefined) {
    const first = proven[0];
    return first === undefined
      ? { state: 'unknown', because: 'the input holds no files' }
      : { state: 'notObservable', because: `${first.because} in ${choice.regions.join(', ')}` };
  }
  const answer = toAnswer(best);
  const names = showing.map((each) => each.region).join(', ');
  return { ...answer, because: `${best.because}, in ${names}` };
}

function toAnswer(proven: InRegion): VisibleAnswer {
  const because = `${proven.because} in ${proven.region}`;
  if (!proven.logged) return { state: 'notObservable', because };
  const first: DayNumber | undefined = proven.days[0];
  return {
    state: 'visible',
    from: first === undefined ? '' : formatDay(first),
    days: proven.days.length,
    because,
  };
}

const STRENGTH = { notObservable: 0, unknown: 1, visible: 2 } as const;

function weaker(a: VisibleAnswer, b: VisibleAnswer): VisibleAnswer {
  if (a.state !== b.state) return STRENGTH[a.state] < STRENGTH[b.state] ? a : b;
  if (a.state !== 'visible' || b.state !== 'visible') return a;
  const shorter = a.days <= b.days ? a : b;
  const from = a.from === '' || b.from === '' ? '' : a.from > b.from ? a.from : b.from;
  return { ...shorter, from };
}
