import type { Keep } from './model.js';

/** `leastwise.config.yaml`, parsed. */
export interface Config {
  /** Function name or id in the source → role ARN and session name. */
  readonly links: readonly {
    readonly function: string;
    readonly role: string | undefined;
    readonly session: string | undefined;
  }[];
  readonly stacks: readonly string[];
  readonly keep: readonly Keep[];
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly minWindow: number | undefined;
  /** Usage snapshots or log folders, and AWS's answers about the trails: paths relative to the config's folder. */
  readonly usage?: readonly string[];
  readonly selectors?: readonly string[];
  readonly trails?: readonly string[];
}

/** How much a finding weighs; the exit code counts warnings and errors (contract.md). */
export type Severity = 'error' | 'warning' | 'info';
