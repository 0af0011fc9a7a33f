import type { Severity } from '../sources/config.js';
import type { Range } from '../util/text.js';

/**
 * `unused` always means removable: visible throughout a long enough window, and nothing seen. `notObservable`: the logs
 * cannot show it. `unknown`: they could, but do not cover enough. Only `unused` is ever removed.
 */
export type Verdict = 'used' | 'possiblyUsed' | 'unused' | 'notObservable' | 'unknown';

/** A statement that grants more than was used, by which rule, and why we think so. */
export interface Finding {
  /** Id of the rule; its page is `docs/rules/<rule>.md`. */
  rule: string;
  severity: Severity;
  message: string;
  /** Name of the function. */
  function: string;
  uri: string;
  range: Range;
  evidence: Record<string, unknown>;
  /** Stable over runs: of rule, function, statement and token, never of counts or dates. */
  fingerprint: string;
  suggestion?: { title: string; edits: { uri: string; range: Range; newText: string }[] };
}
