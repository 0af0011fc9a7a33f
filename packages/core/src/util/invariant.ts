/** Throws for our own bug, never for a bad input: those are problems (see problems.ts). */
export function invariant(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`Leastwise bug: ${why}`);
}
