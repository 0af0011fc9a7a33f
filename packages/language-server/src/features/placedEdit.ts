import type { Range } from '@leastwise/core';

/** One replacement, in a file as the client spells it. */
export interface PlacedEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}
