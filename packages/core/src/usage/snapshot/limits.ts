/** How much detail one partition keeps. All caps are associative: the order and the split of the input do not matter. */
export interface SnapshotLimits {
  /** Distinct session names a principal keeps in a partition; the rest fold into `*`. */
  readonly sessions: number;
  /** Distinct resources a row keeps under one parent; beyond that their longest common prefix. */
  readonly resources: number;
}

export const defaultLimits: SnapshotLimits = { sessions: 100, resources: 32 };

/** Longer texts are no AWS name (ARNs end at 2,048 characters) and are cut, so that hostile input cannot fill the memory. */
export const longestText = 2_048;

export function clip(text: string): string {
  return text.length > longestText ? text.slice(0, longestText) : text;
}
