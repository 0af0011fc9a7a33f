import type { Visibility } from '../../catalog/types.js';
import type { CoverageGap } from '../types.js';
import type { DayNumber } from '../../util/time.js';
import type { Trail } from './trails.js';

/** A stretch in which the trails kept their settings, as far as the input shows: no change, no missing day inside. */
export interface Segment {
  /** Epoch seconds, exclusive on both sides: what was seen in between tells of this stretch. */
  readonly after: number;
  readonly before: number;
  /** Full days, inclusive; an empty stretch has `firstDay > lastDay`. */
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
}

/** One account of the input. */
export interface AccountCoverage {
  /** Days with files in any region, sorted. */
  readonly alive: readonly DayNumber[];
  /** Covered days by region: with files, or quiet. */
  readonly regions: ReadonlyMap<string, readonly DayNumber[]>;
  /** In order; the last one reaches the end of the input. */
  readonly segments: readonly Segment[];
}

/** What was seen of one class: by day, the first and last epoch second. */
export type Sightings = ReadonlyMap<DayNumber, { readonly first: number; readonly last: number }>;

/** The overall window, as the contract shows it. `to` is exclusive; both '' for an empty input. */
export interface CoverageWindow {
  readonly from: string;
  readonly to: string;
  /** Covered days. */
  readonly days: number;
  /** Days from first to last, covered or not. */
  readonly spanDays: number;
}

export interface Coverage {
  readonly window: CoverageWindow;
  readonly accounts: ReadonlyMap<string, AccountCoverage>;
  readonly trails: readonly Trail[];
  /** By `sightingKey`. */
  readonly seen: ReadonlyMap<string, Sightings>;
  /** By account and region, in order. */
  readonly gaps: readonly CoverageGap[];
}

/** A visibility that a trail setting decides. */
export type Logged = Extract<Visibility, { kind: 'management' | 'data' }>;

/** What a caller wants to know: would this action on all of these resources have left an event? */
export interface VisibleQuery {
  readonly visibility: Visibility;
  /** As granted, under the bindings; a symbol that is left counts as `*`. */
  readonly resourcePattern: string;
  /** The function's accounts: all of them must show it. */
  readonly accounts: readonly string[];
  /** Epoch seconds: the window starts no earlier. */
  readonly notBefore: number;
  /** The regions the function runs in; a pattern of every region must be visible in these. */
  readonly regions?: readonly string[];
  /** Names under which the action is logged; without them a selector on `eventName` proves nothing. */
  readonly eventNames?: readonly string[];
  /** ARNs of the sessions and users that would call, or patterns of them; without them one on identities proves nothing. */
  readonly identities?: readonly string[];
}

export type VisibleAnswer =
  | {
      readonly state: 'visible';
      /** ISO day; '' where no day counts yet. */
      readonly from: string;
      /** Covered days from there. */
      readonly days: number;
      readonly because: string;
    }
  | { readonly state: 'notObservable' | 'unknown'; readonly because: string };
