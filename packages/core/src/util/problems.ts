import type { Range } from './text.js';

/** Why an input, or a part of it, could not be used. Never thrown: it travels beside the value. */
export interface Problem {
  /**
   * `unreadable`: a named input could not be read, wholly or in part. `unresolved`: a reference, grant or event that
   * cannot be resolved. `link`: a function and its sessions could not be joined. `withheld`: a suggestion whose proof
   * does not hold. `input`: anything else the person should know of the input.
   */
  readonly kind: 'unreadable' | 'unresolved' | 'link' | 'withheld' | 'input';
  /** Stable and specific, for example `yaml-syntax`, `managed-policy-unresolved`, `function-not-seen`. */
  readonly code: string;
  readonly uri: string;
  /** Counted from 0. */
  readonly line: number;
  /** Exactly what is wrong, where the place in the text is known. */
  readonly range?: Range;
  /** What is wrong, where, and what to do. One line. */
  readonly message: string;
}

/** A value that is always there, and what could not be understood on the way to it. */
export interface Parsed<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}
