/** One question that a rival answers otherwise. */
export interface Disagreement {
  readonly rival: RivalName;
  /** What kind of difference, as the rival's comparison names it. */
  readonly kind: string;
  /** What was asked: `glue.amazonaws.com CreatePartitionIndex`, `sqs:SendMessage`. */
  readonly subject: string;
  readonly ours: string;
  readonly theirs: string;
}

export type RivalName = 'trailscraper' | 'policy_sentry';

/** A rival's whole comparison. */
export interface Compared {
  readonly asked: number;
  readonly disagreements: readonly Disagreement[];
}

/** A row of test/oracles/triage.json: who is right, and why. */
export interface TriageRow {
  readonly rival: RivalName;
  readonly kind: string;
  /** With `*`. The first row that fits a disagreement decides it. */
  readonly subject: string;
  readonly right: 'ours' | 'theirs' | 'both';
  readonly reason: string;
  /** Page or data that the decision rests on. */
  readonly source: string;
}
