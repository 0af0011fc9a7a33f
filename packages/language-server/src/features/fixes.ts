import {
  applyEdits,
  openEdits,
  type EditRequest,
  type Edits,
  type Range,
  type SuggestedEdits,
} from '@leastwise/core';
import { clientUri, ownName, type Result, type View } from '../analysis/result.js';
import { commands } from '../requests.js';
import { keepEdit } from './keepComment.js';
import type { PlacedEdit } from './placedEdit.js';
import type { Squiggle } from './squiggles.js';

/** Something that can be done, before it is made the editor's. */
export interface Fix {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor' | 'fixAll';
  readonly preferred: boolean;
  /** What it puts right. */
  readonly of: readonly Squiggle[];
  readonly edits: readonly PlacedEdit[];
  readonly command?: { readonly name: string; readonly arguments: readonly unknown[] };
}

/** What can be done about these squiggles: only what is proven, and only of a text that can be read as it stands. */
export function fixesOf(view: View, squiggles: readonly Squiggle[], now: number): Fix[] {
  const { result } = view;
  if (!view.current || result.broken) return [];
  const about = squiggles.filter(({ data }) => data.functions.length > 0);
  const own = about.flatMap((squiggle) => [
    ...findingFixes(squiggle, result),
    ...expiryFixes(squiggle, result, now),
    ...keepFixes(squiggle, result),
  ]);
  const ids = [...new Set(about.flatMap(({ data }) => data.functions))];
  return distinct([
    ...own,
    ...ids.flatMap((id) => functionFixes(id, about, result)),
    ...whyFixes(ids, result),
  ]);
}

/** Everything in the document that is proven. */
export function fixAllOf(view: View): Fix[] {
  const { result } = view;
  if (!view.current || result.broken) return [];
  const { edits } = editsFor({ uris: [ownName(result)] }, result);
  return edits.length === 0
    ? []
    : [{ title: 'Narrow the whole file', kind: 'fixAll', preferred: false, of: [], edits }];
}

export interface AskedEdits {
  readonly edits: readonly PlacedEdit[];
  /** Why something stays although it may go, for people. */
  readonly reasons: readonly string[];
}

/** The edits for a request, each request asked once of a result. */
export function editsFor(request: EditRequest, result: Result): AskedEdits {
  const key = JSON.stringify(request);
  const own = opened(result);
  const known = own.asked.get(key);
  if (known !== undefined) return known;
  const suggested: SuggestedEdits = own.edits.suggestEdits(request);
  const asked = {
    edits: suggested.edits.map(({ uri, range, newText }) => ({
      uri: clientUri(result, uri),
      range,
      newText,
    })),
    reasons: suggested.setAside.map(({ message }) => message),
  };
  own.asked.set(key, asked);
  return asked;
}

/** The texts before and after the edits of a request, for a preview. */
export function previewOf(
  request: EditRequest,
  result: Result,
): { uri: string; before: string; after: string }[] {
  const { edits } = opened(result).edits.suggestEdits(request);
  return [...result.unit.sources, ...result.unit.files].flatMap(({ uri, text }) => {
    const own = edits.filter((edit) => edit.uri === uri);
    return own.length === 0
      ? []
      : [{ uri: clientUri(result, uri), before: text, after: applyEdits(text, own) }];
  });
}

interface Opened {
  readonly edits: Edits;
  readonly asked: Map<string, AskedEdits>;
}

const openResults = new WeakMap<Result, Opened>();

function opened(result: Result): Opened {
  const known = openResults.get(result);
  if (known !== undefined) return known;
  const { sources, files } = result.unit;
  const fresh: Opened = { edits: openEdits(result, [...sources, ...files]), asked: new Map() };
  openResults.set(result, fresh);
  return fresh;
}

const titles: Readonly<Record<string, (what: string) => string>> = {
  'action-unused': (what) => `Remove ${what}`,
  'action-wildcard': (what) => `Replace ${what} by what was used`,
  'service-unused': (what) => `Remove ${what} and the rest of its service`,
  'resource-wildcard': () => 'Narrow the resource to what was used',
  'resource-mismatch': (what) => `Remove ${what}, which never applies here`,
  'grant-one-time': (what) => `Let ${what} expire`,
};

/** The thing itself, and the whole statement where that is more. */
function findingFixes(squiggle: Squiggle, result: Result): Fix[] {
  const { fingerprints, rule } = squiggle.data;
  if (fingerprints.length === 0) return [];
  const what = textAt(squiggle, result);
  const title = titles[rule]?.(what);
  const one = editsFor({ findings: fingerprints }, result).edits;
  const statement = editsFor({ findings: fingerprints, reach: 'statement' }, result).edits;
  return [
    ...(title === undefined || one.length === 0
      ? []
      : [
          {
            title,
            kind: 'quickfix',
            preferred: rule !== 'grant-one-time',
            of: [squiggle],
            edits: one,
          } as const,
        ]),
    ...(statement.length === 0
      ? []
      : [
          {
            title: 'Narrow this statement',
            kind: 'quickfix',
            preferred: false,
            of: [squiggle],
            edits: statement,
          } as const,
        ]),
  ];
}

const expiryDays = [30, 60, 90];
const millisecondsPerDay = 86_400_000;

/** What would go ends at a date instead. */
function expiryFixes(squiggle: Squiggle, result: Result, now: number): Fix[] {
  const { fingerprints, rule } = squiggle.data;
  if (fingerprints.length === 0 || rule === 'resource-wildcard' || rule === 'resource-mismatch') return [];
  const what = textAt(squiggle, result);
  return expiryDays.flatMap((days): Fix[] => {
    const end = new Date(now + days * millisecondsPerDay).toISOString().slice(0, 10);
    const { edits } = editsFor({ findings: fingerprints, expireAt: `${end}T00:00:00Z` }, result);
    if (edits.length === 0) return [];
    const title = `Let ${rule === 'action-wildcard' ? `what is unused of ${what}` : what} expire in ${days} days (${end})`;
    return [{ title, kind: 'quickfix', preferred: false, of: [squiggle], edits }];
  });
}

const keepable: ReadonlySet<string> = new Set([
  'action-unused',
  'action-wildcard',
  'service-unused',
  'grant-one-time',
]);

function keepFixes(squiggle: Squiggle, result: Result): Fix[] {
  if (!keepable.has(squiggle.code)) return [];
  const pattern = result.tokens
    .get(ownName(result))
    ?.find(({ kind, range }) => kind === 'action' && isSame(range, squiggle.range))?.grants[0]?.grant.pattern;
  const edit = pattern === undefined ? undefined : keepEdit(pattern, squiggle.range, result);
  if (pattern === undefined || edit === undefined) return [];
  return [
    {
      title: `Keep ${pattern}, with a comment that says why`,
      kind: 'quickfix',
      preferred: false,
      of: [squiggle],
      edits: [edit],
    },
  ];
}

/** All of one function; and where it shares its role, a role of its own, which can lose more. */
function functionFixes(id: string, of: readonly Squiggle[], result: Result): Fix[] {
  const name = result.analysis.functions.find((fn) => fn.id === id)?.name ?? id;
  const own = of.filter(({ data }) => data.functions.includes(id));
  const isShared = own.some(({ data }) => data.functions.length > 1);
  const asked = [
    { title: `Narrow ${name}`, request: { functions: [id] } },
    ...(isShared
      ? [{ title: `Give ${name} a role of its own`, request: { functions: [id], split: true } }]
      : []),
  ];
  return asked.flatMap(({ title, request }): Fix[] => {
    const { edits } = editsFor(request, result);
    return edits.length === 0 ? [] : [{ title, kind: 'quickfix', preferred: false, of: own, edits }];
  });
}

function whyFixes(ids: readonly string[], result: Result): Fix[] {
  return ids.slice(0, 3).map((id) => {
    const name = result.analysis.functions.find((fn) => fn.id === id)?.name ?? id;
    const command = { name: commands.showWhy, arguments: [result.uri, id] };
    return { title: `Show why (${name})`, kind: 'quickfix', preferred: false, of: [], edits: [], command };
  });
}

/** What is written at a squiggle, quotes off. */
function textAt({ range: { start, end } }: Squiggle, result: Result): string {
  const text = result.unit.sources.find(({ uri }) => uri === ownName(result))?.text ?? '';
  const line = text.split('\n', start.line + 1)[start.line] ?? '';
  const piece =
    start.line === end.line ? line.slice(start.character, end.character) : line.slice(start.character);
  return piece
    .trim()
    .replace(/^["'](.*)["']$/, '$1')
    .slice(0, 80);
}

function isSame(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

/** Two ways to the same edits are one. */
function distinct(fixes: readonly Fix[]): Fix[] {
  const seen = new Set<string>();
  return fixes.filter(({ edits, command, title }) => {
    const key = JSON.stringify(command === undefined ? edits : title);
    return seen.has(key) ? false : seen.add(key);
  });
}
