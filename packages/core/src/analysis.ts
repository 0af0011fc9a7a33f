import type { Visibility } from './catalog/types.js';
import type { Config, Severity } from './sources/config.js';
import type { Finding, Verdict } from './findings/types.js';
import type { Source } from './sources/model.js';
import type { PolicyDocument } from './sources/policy.js';
import type { Backtest, Proof } from './proof/types.js';
import type { Binding, CoverageEntry, CoverageGap, Snapshot, Usage } from './usage/types.js';
import type { Problem } from './util/problems.js';
import type { Range } from './util/text.js';

/** What the whole pipeline takes. Nothing is read from the environment: no files, no clock. */
export interface AnalyzeInput {
  readonly sources: readonly Source[];
  /** Texts that the sources name (`missing` of their parse): looked into, and no sources themselves. */
  readonly files?: readonly Source[];
  readonly usage: readonly Snapshot[];
  readonly options: AnalyzeOptions;
}

export interface AnalyzeOptions {
  /** ISO instant; the only clock. */
  readonly now: string;
  /** Covered days below which nothing is called unused; 30. */
  readonly minWindow?: number;
  /** `actions` leaves resource patterns as granted; `resources` narrows them too (the default). */
  readonly tightness?: 'actions' | 'resources';
  /** Give what would be removed an end date instead. */
  readonly soft?: boolean;
  /** CloudFormation stack names the sources are deployed as. */
  readonly stacks?: readonly string[];
  /** Who holds a bare policy. */
  readonly principals?: readonly string[];
  /** Parsed answers of `get-event-selectors`, one a trail. */
  readonly selectors?: readonly unknown[];
  /** Parsed answer of `describe-trails`. */
  readonly trails?: unknown;
  readonly config?: Config;
  /** Parsed `terraform.tfstate` files, or what `terraform show -json` prints. */
  readonly state?: readonly unknown[];
  /** Whether `analyze` gives findings their suggestions, which takes about as long again; true. */
  readonly suggestions?: boolean;
}

/** The contract's JSON, version 1. */
export interface Analysis {
  version: 1;
  window: { from: string; to: string; days: number; spanDays: number };
  /** The days of the span that no log covers, by account and region; always given by `analyze`. */
  gaps?: CoverageGap[];
  coverage: CoverageEntry[];
  events: {
    read: number;
    duplicates: number;
    mapped: number;
    unresolved: { eventSource: string; eventName: string; count: number }[];
    denied: number;
  };
  functions: FunctionAnalysis[];
  findings: Finding[];
  problems: Problem[];
}

export interface FunctionAnalysis {
  id: string;
  name: string;
  principal: string;
  session: string | null;
  bindings: Record<string, Binding>;
  grants: GrantAnalysis[];
  usage: Usage[];
  /** Absent only where withheld. */
  narrowed?: PolicyDocument;
  keepAttached: string[];
  expiring: { action: string; endDate: string; reason: string }[];
  proofs?: { within: Proof; covers: Proof; backtest: Backtest };
}

export interface GrantAnalysis {
  statement: string;
  pattern: string;
  resource: string;
  implied: boolean;
  uri: string;
  range: Range;
  resourceRange: Range;
  actions: Record<Verdict, string[]>;
  /** By action, for every verdict but `used`: why it goes, is kept, unknown or not observable. */
  reasons: Record<string, string>;
}

export type { Binding, Config, CoverageEntry, CoverageGap, Finding, Severity, Verdict, Visibility };
