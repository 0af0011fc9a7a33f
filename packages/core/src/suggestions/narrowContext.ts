import type { Judgement } from '../findings/compare.js';
import type { FunctionContext } from '../findings/context.js';

/** What narrowing one function needs beside its comparisons. */
export interface NarrowContext {
  readonly function: FunctionContext;
  readonly tightness: 'actions' | 'resources';
  readonly soft: boolean;
  /** ISO instant at which what is written to expire now ends. */
  readonly endDate: string;
  /** Physical value → the symbol of the template that stands for it, longest value first. */
  readonly references: readonly { readonly value: string; readonly symbol: string }[];
  /** The evidence sentence where the calls are a one-time burst, else undefined. */
  oneTime(action: string, judgements: readonly Judgement[], resources: readonly string[]): string | undefined;
}
