import { functionWindow, grantChangedAt } from './usage/coverage/windows.js';
import { collectFunctionUse, type FunctionUse } from './usage/functionUse.js';
import { placesOf } from './usage/link/places.js';
import { sessionUse } from './usage/link/sessionUse.js';
import type { Link } from './usage/link/types.js';
import type { Snapshot } from './usage/types.js';

/** What the snapshot says of one function, whatever its policies are. */
export interface FunctionFacts {
  readonly use: FunctionUse;
  /** False where none of its own sessions was seen. */
  readonly seen: boolean;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Epoch seconds before which silence proves nothing. */
  readonly notBefore: number;
}

/**
 * Reads the rows of the function's sessions. `links` are all links of the analysis; `managed` are patterns of the managed
 * policies that the function uses.
 */
export function readFacts(
  link: Link,
  links: readonly Link[],
  snapshot: Snapshot,
  managed: readonly string[],
): FunctionFacts {
  const rows = sessionUse(link, links, snapshot);
  const changes = link.principals.map((principal) => grantChangedAt(principal, snapshot, managed) ?? 0);
  return {
    use: collectFunctionUse([...rows.own, ...rows.shared]),
    seen: rows.own.length > 0,
    ...placesOf(link, snapshot),
    notBefore: Math.max(functionWindow(link, snapshot).from ?? 0, ...changes),
  };
}
