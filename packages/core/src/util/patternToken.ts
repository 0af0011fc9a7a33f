/**
 * Patterns as token lists. Text patterns (`util/wildcard.ts`) know one kind of `*`; a resource pattern has two, because
 * inside one of the first five segments of an ARN a wildcard stops at the colon, and it may hold symbols.
 */
export type PatternToken =
  /** One character (or `other`, its twin in the other case), or the whole text of a symbol such as `${Orders.Arn}`. */
  | { readonly kind: 'letter'; readonly letter: string; readonly other?: string }
  /** `?`: exactly one character; without `spans` not a colon. */
  | { readonly kind: 'one'; readonly spans: boolean }
  /** `*`: any run of characters, none too; without `spans` no colon in it. */
  | { readonly kind: 'many'; readonly spans: boolean };

export type Pattern = readonly PatternToken[];
