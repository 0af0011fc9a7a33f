/**
 * A text with Serverless variables in it: `${self:custom.table}-${opt:stage, 'dev'}`.
 * https://www.serverless.com/framework/docs/guides/variables
 */
export type Piece = string | Variable;

export interface Variable {
  /** Between `${` and `}`, as written. */
  readonly raw: string;
  /** The first that has a value counts. */
  readonly sources: readonly VariableSource[];
}

export type VariableSource =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'nested'; readonly variable: Variable }
  | {
      readonly kind: 'named';
      /** `self`, `opt`, `file`, ... */
      readonly type: string;
      /** `file(config.yml)`: what stands in the brackets. */
      readonly parameters: readonly Piece[] | undefined;
      /** Behind the colon; empty where there is none. */
      readonly address: readonly Piece[];
    };

/** Variables in variables beyond this stay text. */
const maxNesting = 16;

/**
 * The pieces of a text, in order. What is no variable (`${AWS::Region}`) stays text; where one is half-typed, the whole
 * text does. Linear.
 */
export function parseVariables(text: string): Piece[] {
  if (!text.includes('${')) return [text];
  const cursor = { text, at: 0, nesting: 0, failed: false };
  const pieces = readPieces(cursor, () => false);
  return cursor.failed ? [text] : pieces;
}

interface Cursor {
  readonly text: string;
  at: number;
  nesting: number;
  /** Something half-typed was met: nothing is read again, so that reading stays linear. */
  failed: boolean;
}

/** Pieces up to where `ends` says so, or the end of the text. */
function readPieces(cursor: Cursor, ends: (char: string) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let from = cursor.at;
  while (!cursor.failed && cursor.at < cursor.text.length && !ends(cursor.text[cursor.at] ?? '')) {
    if (!cursor.text.startsWith('${', cursor.at)) {
      cursor.at++;
      continue;
    }
    const start = cursor.at;
    const variable = readVariable(cursor);
    if (variable === undefined) {
      // Not ours: past its brace, and on.
      cursor.at = start + 2;
      continue;
    }
    if (start > from) pieces.push(cursor.text.slice(from, start));
    pieces.push(variable);
    from = cursor.at;
  }
  if (cursor.at > from) pieces.push(cursor.text.slice(from, cursor.at));
  return pieces;
}

/** A variable at the cursor, which stands behind it then; undefined where there is none. */
function readVariable(cursor: Cursor): Variable | undefined {
  if (!mayBeVariable(cursor.text, cursor.at + 2)) return undefined;
  cursor.failed ||= cursor.nesting >= maxNesting;
  if (cursor.failed) return undefined;
  const from = cursor.at + 2;
  cursor.at = from;
  cursor.nesting++;
  const sources = readSources(cursor);
  cursor.nesting--;
  cursor.failed ||= sources === undefined;
  return sources && { raw: cursor.text.slice(from, cursor.at - 1), sources };
}

/** A type and its colon or bracket, so that what is none is not read far. The colon of `AWS::Region` is not single. */
function mayBeVariable(text: string, at: number): boolean {
  return /^\s{0,8}[a-z][A-Za-z0-9]{0,40}(?:\(|:(?!:))/.test(text.slice(at, at + 60));
}

function readSources(cursor: Cursor): VariableSource[] | undefined {
  const sources: VariableSource[] = [];
  for (;;) {
    const source = readSource(cursor);
    if (source === undefined) return undefined;
    sources.push(source);
    skipSpace(cursor);
    const char = cursor.text[cursor.at++];
    if (char === '}') return sources;
    if (char !== ',') return undefined;
  }
}

function readSource(cursor: Cursor): VariableSource | undefined {
  skipSpace(cursor);
  const char = cursor.text[cursor.at] ?? '';
  if (char === '"' || char === "'") return readQuoted(cursor, char);
  if (cursor.text.startsWith('${', cursor.at)) {
    const variable = readVariable(cursor);
    return variable && { kind: 'nested', variable };
  }
  const name = /^[A-Za-z0-9_.-]{0,200}/.exec(cursor.text.slice(cursor.at, cursor.at + 200))?.[0] ?? '';
  cursor.at += name.length;
  const next = cursor.text[cursor.at] ?? '';
  if (next === ':' || next === '(') return readNamed(cursor, name);
  return { kind: 'literal', value: literalOf(name) };
}

function readNamed(cursor: Cursor, type: string): VariableSource | undefined {
  let parameters: Piece[] | undefined;
  if (cursor.text[cursor.at] === '(') {
    cursor.at++;
    parameters = readPieces(cursor, (char) => char === ')' || char === '\n');
    if (cursor.text[cursor.at++] !== ')') return undefined;
  }
  let address: Piece[] = [];
  if (cursor.text[cursor.at] === ':') {
    cursor.at++;
    address = trimmed(readPieces(cursor, (char) => char === ',' || char === '}' || char === '\n'));
  }
  return { kind: 'named', type, parameters, address };
}

function readQuoted(cursor: Cursor, quote: string): VariableSource | undefined {
  const end = cursor.text.indexOf(quote, cursor.at + 1);
  if (end < 0) return undefined;
  const value = cursor.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  return { kind: 'literal', value };
}

function literalOf(word: string): string | number | boolean | null {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null' || word === '') return null;
  return Number.isNaN(Number(word)) ? word : Number(word);
}

function skipSpace(cursor: Cursor): void {
  while (' \t\r\n'.includes(cursor.text[cursor.at] ?? '-')) cursor.at++;
}

function trimmed(pieces: readonly Piece[]): Piece[] {
  const last = pieces.length - 1;
  return pieces
    .map((piece, index) => {
      if (typeof piece !== 'string') return piece;
      const started = index === 0 ? piece.trimStart() : piece;
      return index === last ? started.trimEnd() : started;
    })
    .filter((piece) => piece !== '');
}
