import type { Entry, MapTree, ScalarTree, Tree } from '../../sources/tree.js';
import type { Span } from '../../util/text.js';

/** A value with the way to it from the top. */
export interface Place {
  readonly tree: Tree;
  readonly up: Place | undefined;
  /** Where `up` is a map: the key it stands under. */
  readonly entry: Entry | undefined;
  /** Where `up` is a list: its index there. */
  readonly index: number | undefined;
}

/** The places of a tree that edits look for. */
export interface Places {
  /** The statement of that span. */
  statementAt(span: Span): (Place & { readonly tree: MapTree }) | undefined;
  /** The outermost value of that span. */
  placeAt(span: Span): Place | undefined;
  /** All of them, in the order of the text. */
  statements(): readonly Place[];
  /** The string that the span lies in and that may hold a policy. */
  stringAround(span: Span): (Place & { readonly tree: ScalarTree }) | undefined;
}

/** Indexes a tree once; depth is bounded by the reader. */
export function indexPlaces(root: Tree | undefined): Places {
  const statements = new Map<string, Place & { tree: MapTree }>();
  const all = new Map<string, Place>();
  const strings: (Place & { tree: ScalarTree })[] = [];
  const visit = (place: Place): void => {
    const { tree } = place;
    const key = keyOf(tree.span);
    if (!all.has(key)) all.set(key, place);
    switch (tree.kind) {
      case 'scalar':
        if (tree.text.length > 20 && /statement/i.test(tree.text)) strings.push({ ...place, tree });
        return;
      case 'seq':
        tree.items.forEach((item, index) => visit({ tree: item, up: place, entry: undefined, index }));
        return;
      case 'intrinsic':
        visit({ tree: tree.arg, up: place, entry: undefined, index: undefined });
        return;
      case 'map':
        if (tree.entries.some(({ key }) => key.toLowerCase() === 'effect')) {
          statements.set(keyOf(tree.span), { ...place, tree });
        }
        for (const entry of tree.entries) visit({ tree: entry.value, up: place, entry, index: undefined });
    }
  };
  if (root !== undefined) visit({ tree: root, up: undefined, entry: undefined, index: undefined });
  return {
    statementAt: (span) => statements.get(keyOf(span)),
    placeAt: (span) => all.get(keyOf(span)),
    statements: () => [...statements.values()],
    stringAround: (span) =>
      strings.find(({ tree }) => tree.span.from <= span.from && span.to <= tree.span.to),
  };
}

export function keyOf({ from, to }: Span): string {
  return `${from}-${to}`;
}
