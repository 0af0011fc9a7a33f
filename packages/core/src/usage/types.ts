/**
 * One kind of event, counted: what a snapshot holds. Events stay events here: mapping to actions is done at analysis,
 * so that a better catalog re-reads old usage.
 */
export interface UsageRow {
  /** Role ARN from the session issuer; user, root, federated or service-linked principal ARN; `service:lambda.amazonaws.com`; '' unknown. */
  readonly principal: string;
  readonly principalType: PrincipalType;
  /** Role session name as logged; '' where there is none, '*' where names were folded. */
  readonly session: string;
  /** `recipientAccountId`, else the account of the path or principal. */
  readonly account: string;
  readonly region: string;
  /** UTC day, `2026-08-01`. */
  readonly day: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventType: string;
  /** From `eventCategory` / `managementEvent`; '' in schema versions that have neither. */
  readonly category: 'Management' | 'Data' | 'NetworkActivity' | 'Insight' | 'Aggregated' | '';
  readonly readOnly: 'true' | 'false' | '';
  readonly invokedBy: string;
  /** `success`, `denied`, else the error code as logged. */
  readonly outcome: string;
  /** `name=value` of the closed list in catalog/events/facets, sorted. */
  readonly facets: readonly string[];
  /** ARNs the event may be about, sorted; an ARN that ends in `*` is a capped prefix. Empty: cannot be told. */
  readonly resources: readonly string[];
  /** Of `resources`, the prefixes that stand for more names than a row keeps (design.md §6). Absent where all are exact. */
  readonly capped?: readonly string[];
  readonly count: number;
  /** Epoch seconds. */
  readonly first: number;
  readonly last: number;
}

export type PrincipalType =
  'role' | 'user' | 'root' | 'federated' | 'serviceLinked' | 'service' | 'account' | 'unknown';

/** All of one account, region and day. Replaced as a whole, never added to. */
export interface Partition {
  readonly account: string;
  readonly region: string;
  readonly day: string;
  /** Records read, before duplicates were removed. */
  readonly read: number;
  readonly duplicates: number;
  readonly rows: readonly UsageRow[];
}

/** What `collect` writes and everything else reads. */
export interface Snapshot {
  readonly version: 1;
  /** Sorted by account, region, day; rows sorted too: two runs give the same bytes. */
  readonly partitions: readonly Partition[];
  /** logical id → physical id per stack, where collected. */
  readonly stacks: readonly StackResources[];
}

export interface StackResources {
  readonly stack: string;
  readonly resources: readonly {
    readonly logicalId: string;
    readonly type: string;
    readonly physicalId: string;
  }[];
}

/** Keys of a request's context that a record tells, in AWS's spelling, each with its one value. */
export type KnownContext = Readonly<Record<string, string>>;

/** One thing a principal did, as the library and JSON show it. */
export interface Usage {
  /** `s3:GetObject`. */
  action: string;
  /** Sorted; an ARN that ends in `*` is a prefix; empty: cannot be told. */
  resources: string[];
  /** Successes and errors given after authorisation that this action alone explains. */
  count: number;
  /** Further calls that may have needed it: one of several actions, none of its own event, or an undecided error. */
  possible: number;
  denied: number;
  /** ISO dates; '' where only denied calls were seen. */
  firstSeen: string;
  lastSeen: string;
  /**
   * What is known of the context of the calls on these resources, one entry each; `keys` is empty for calls of which
   * nothing is known. Absent: nothing is known of any.
   */
  context?: { resources: string[]; keys: KnownContext }[];
}

/** What a symbol of a source stands for in the account, and why we think so. */
export interface Binding {
  value: string;
  because: 'stack resources' | 'state' | 'declared name' | 'name pattern';
}

/** Days that the window lacks: it is counted in covered days, not from the first event to the last. */
export interface CoverageGap {
  account: string;
  /** '': every region of the account. */
  region: string;
  /** ISO days, both inclusive. Days on which the whole account is silent count only for region ''. */
  from: string;
  to: string;
  days: number;
  /** `not yet`, `no longer`: before the first or after the last file; `no files`: between files. */
  because: 'no files' | 'not yet' | 'no longer';
}

/** One line of the coverage report: a class of events, and from when it was logged. */
export interface CoverageEntry {
  /** `management`, `data:AWS::S3::Object`, ... */
  class: string;
  covered: boolean;
  /** ISO day from which the class is covered; '' where it is not. */
  from: string;
  because: 'selectors' | 'seen' | 'not seen';
  /** Which calls: a trail may log reads only, or writes only. */
  access?: 'all' | 'read' | 'write';
  accounts: string[];
  regions: string[];
  resources: string[];
}
