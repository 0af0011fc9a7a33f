/** Splits JSON text that comes in chunks. Bytes in, bytes out; the memory is one chunk and one value. */
export interface Splitter {
  feed(chunk: Buffer): void;
  end(): SplitResult;
}

/** What a splitter could not give away. */
export interface SplitResult {
  /** Values left out because the next one began within them. */
  readonly broken: number;
  /** Values larger than the limit. */
  readonly tooLarge: number;
  /** Whether the input ended within a value or an envelope. */
  readonly cut: boolean;
  /** The value it ended in, as far as it goes. */
  readonly rest: Buffer | undefined;
}

/** Where the values lie that are given away, as a depth; `skip` is the end of an envelope, which has none. */
const skip = -1;
const top = 0;
const list = 1;
const envelope = 2;

/** Fields whose list holds records, see core's `eachRecord`. */
const envelopeFields: readonly string[] = ['Records', 'Events', 'events', 'logEvents'];
const longestField = 9;

const newline = 10;
const quote = 34;
const comma = 44;
const colon = 58;
const openList = 91;
const backslash = 92;
const closeList = 93;
const openObject = 123;
const closeObject = 125;

/** Below this depth lists and objects are not told apart. */
const knownDepth = 64;
const isList = 1;
const isObject = 2;

interface State {
  readonly onValue: (bytes: Buffer) => void;
  readonly largest: number;
  level: number;
  depth: number;
  readonly kinds: Uint8Array;
  inString: boolean;
  escaped: boolean;
  /** The name or text last read directly in a top-level object, cut. */
  field: string;
  /** The last byte outside strings that is no white space; a string counts as its end quote. */
  before: number;
  lineStart: boolean;
  /** The open value has more than one line; the last top-level value had one. */
  broad: boolean;
  lined: boolean;
  /** A value is open: since `start` in this chunk, and with `pieces` in the chunks before. */
  open: boolean;
  scalar: boolean;
  start: number;
  pieces: Buffer[];
  held: number;
  oversized: boolean;
  broken: number;
  tooLarge: number;
}

/**
 * Gives `onValue` every value that may be a record: the elements of a top-level list or of an envelope's list, else the
 * top-level values (one, concatenated, or one a line). Does not check JSON; where a value can't end before the next
 * one begins, it is left out and the next one read. `inList` starts within a list.
 */
export function createSplitter(onValue: (bytes: Buffer) => void, largest: number, inList = false): Splitter {
  const state: State = {
    onValue,
    largest,
    level: inList ? list : top,
    depth: inList ? 1 : 0,
    kinds: new Uint8Array(knownDepth).fill(isList, 0, 1),
    inString: false,
    escaped: false,
    field: '',
    before: 0,
    lineStart: true,
    broad: false,
    lined: false,
    open: false,
    scalar: false,
    start: 0,
    pieces: [],
    held: 0,
    oversized: false,
    broken: 0,
    tooLarge: 0,
  };
  return { feed: (chunk) => feed(state, chunk), end: () => end(state) };
}

function feed(state: State, chunk: Buffer): void {
  state.start = 0;
  let at = 0;
  while (at < chunk.length) at = state.inString ? skipString(state, chunk, at) : step(state, chunk, at);
  if (state.open) hold(state, chunk.subarray(state.start));
}

function end(state: State): SplitResult {
  if (state.scalar && state.depth === state.level) closeValue(state, Buffer.alloc(0), 0);
  const { broken, tooLarge, open, depth, oversized, pieces } = state;
  const rest = open && !oversized ? Buffer.concat(pieces) : undefined;
  return { broken, tooLarge: tooLarge + (open && oversized ? 1 : 0), cut: open || depth > 0, rest };
}

/** From within a string to behind its end. */
function skipString(state: State, chunk: Buffer, from: number): number {
  const named = state.level === top && state.depth === 1;
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0;
    if (state.escaped) state.escaped = false;
    else if (byte === quote) return endString(state, chunk, at + 1);
    else if (byte === backslash) state.escaped = true;
    // No string holds a raw line end: its quote is missing.
    else if (byte === newline) return endString(state, chunk, at);
    else if (named && state.field.length < longestField) state.field += String.fromCharCode(byte);
  }
  return chunk.length;
}

function endString(state: State, chunk: Buffer, to: number): number {
  state.inString = false;
  state.escaped = false;
  state.before = quote;
  state.lineStart = false;
  if (state.open && state.depth === state.level) closeValue(state, chunk, to);
  return to;
}

/** One byte outside strings. */
function step(state: State, chunk: Buffer, at: number): number {
  const byte = chunk[at] ?? 0;
  if (byte <= 32) {
    if (state.scalar) closeValue(state, chunk, at);
    if (byte === newline) state.lineStart = state.broad = true;
    return at + 1;
  }
  if (byte === quote) beginString(state, at);
  else if (byte === openObject || byte === openList) beginContainer(state, byte, at);
  else if (byte === closeObject || byte === closeList) endContainer(state, chunk, byte, at);
  else if (byte === comma) {
    if (state.scalar) closeValue(state, chunk, at);
  } else if (byte !== colon && state.depth === state.level && !state.open) beginValue(state, at, true);
  state.before = byte;
  state.lineStart = false;
  return at + 1;
}

function beginString(state: State, at: number): void {
  if (state.depth === state.level && !state.open) beginValue(state, at, false);
  state.inString = true;
  state.field = '';
}

function beginContainer(state: State, byte: number, at: number): void {
  if (byte === openObject) resume(state);
  if (byte === openList && isEnvelope(state)) {
    dropValue(state);
    state.level = envelope;
  } else if (byte === openList && state.level === top && state.depth === 0) state.level = list;
  else if (state.depth === state.level && !state.open) beginValue(state, at, false);
  if (state.depth < knownDepth) state.kinds[state.depth] = byte === openList ? isList : isObject;
  state.depth++;
}

function isEnvelope(state: State): boolean {
  const { level, depth, before, field } = state;
  return level === top && depth === 1 && before === colon && envelopeFields.includes(field);
}

/**
 * No object begins right behind a value or where a name must be, and none within a line where there is one value a line.
 * Where one does, the value before it has lost its end, and this is the next one: on a line of its own, or behind a
 * comma in a list.
 */
function resume(state: State): void {
  const { level, depth, before } = state;
  if (level === skip || depth <= level || depth > knownDepth) return;
  const kind = state.kinds[depth - 1];
  const fits = kind === isObject ? before === colon : before === comma || before === openList;
  const mayBeNext = level === top ? state.lineStart : before === comma;
  if (!mayBeNext || (fits && !(level === top && state.lined))) return;
  state.broken++;
  dropValue(state);
  state.depth = level;
}

function endContainer(state: State, chunk: Buffer, byte: number, at: number): void {
  if (state.scalar) closeValue(state, chunk, at);
  const kind = state.depth > 0 && state.depth <= knownDepth ? state.kinds[state.depth - 1] : 0;
  // A bracket that closes nothing: the value is broken, and its parser will say so.
  if (kind !== 0 && kind !== (byte === closeList ? isList : isObject)) return;
  if (state.depth > 0) state.depth--;
  if (state.open && state.depth === state.level) closeValue(state, chunk, at + 1);
  else if (state.depth < state.level) state.level = state.level === envelope ? skip : top;
  if (state.level === skip && state.depth === 0) state.level = top;
}

function beginValue(state: State, at: number, scalar: boolean): void {
  state.open = true;
  state.scalar = scalar;
  state.broad = false;
  state.start = at;
}

function closeValue(state: State, chunk: Buffer, to: number): void {
  state.lined = !state.broad;
  if (!state.oversized) {
    const last = chunk.subarray(state.start, to);
    const bytes = state.pieces.length > 0 ? Buffer.concat([...state.pieces, last]) : last;
    if (bytes.length > state.largest) state.tooLarge++;
    else state.onValue(bytes);
  } else state.tooLarge++;
  dropValue(state);
}

function dropValue(state: State): void {
  state.open = false;
  state.scalar = false;
  state.pieces = [];
  state.held = 0;
  state.oversized = false;
}

/** Keeps what this chunk has of an open value, unless it is too large already. */
function hold(state: State, piece: Buffer): void {
  state.held += piece.length;
  if (state.held > state.largest) {
    state.oversized = true;
    state.pieces = [];
  } else state.pieces.push(piece);
}
