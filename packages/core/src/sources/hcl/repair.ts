/** A text that was mended, and where an offset of it stands in the text as it was. */
export interface Repaired {
  readonly text: string;
  place(offset: number): number;
}

export function unrepaired(text: string): Repaired {
  return { text, place: (offset) => offset };
}

/** What is open at some place: a bracket, and the indentation of the line it was opened on. */
interface Open {
  readonly bracket: string;
  readonly indent: number;
}

/** The state of one walk over the lines of a text. */
interface Walk {
  readonly open: Open[];
  readonly output: string[];
  /** Where something was put in: offset in the new text, and how long it is. */
  readonly insertions: { readonly at: number; readonly length: number }[];
  length: number;
  heredoc: { readonly mark: string; readonly indent: number } | undefined;
}

const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/**
 * Mends a half-typed block as a person would: closes strings at the end of their line, and brackets where the next line
 * cannot stand inside them, told by what it looks like and by its indentation; takes out what closes nothing and names
 * that have no value yet. Only ever used on a block that the parser refuses. Linear.
 */
export function repair(text: string): Repaired {
  const walk: Walk = { open: [], output: [], insertions: [], length: 0, heredoc: undefined };
  for (const line of text.split(/(?<=\n)/)) readLine(line, walk);
  if (walk.heredoc !== undefined) insert(`\n${walk.heredoc.mark}\n`, walk);
  while (walk.open.length > 0) closeTop(walk);
  return { text: walk.output.join(''), place: (offset) => placeOf(offset, walk) };
}

function placeOf(offset: number, { insertions }: Walk): number {
  let moved = 0;
  for (const { at, length } of insertions) {
    if (at >= offset) break;
    moved += Math.min(length, offset - at);
  }
  return offset - moved;
}

function write(text: string, walk: Walk): void {
  walk.output.push(text);
  walk.length += text.length;
}

function insert(text: string, walk: Walk): void {
  walk.insertions.push({ at: walk.length, length: text.length });
  write(text, walk);
}

function closeTop(walk: Walk): void {
  const top = walk.open.pop();
  if (top !== undefined) insert(closers[top.bracket] ?? '', walk);
}

const attributeLine = /^[ \t]*[A-Za-z_][\w-]*[ \t]*=(?![=>])/;
const blockLine = /^[ \t]*[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"]*"|[\w-]+))*[ \t]*\{[ \t]*$/;
const strangeCode = /[';@`^]/;
const halfTyped = /^[ \t]*[A-Za-z_][\w.-]*[ \t]*=?[ \t]*$/;

function readLine(line: string, walk: Walk): void {
  const bare = line.trimEnd();
  const indent = line.length - line.trimStart().length;
  if (walk.heredoc !== undefined && inHeredoc(bare, indent, walk)) {
    write(line, walk);
    return;
  }
  if (bare.trim() !== '') closeBefore(bare, indent, walk);
  const top = walk.open.at(-1)?.bracket;
  if ((top === '{' && halfTyped.test(bare)) || isStrange(bare)) write(line.replace(/[^\r\n]/g, ' '), walk);
  else readCode(line, indent, walk);
}

/** Characters that HCL has no use for outside strings and comments. */
function isStrange(bare: string): boolean {
  return strangeCode.test(bare) && strangeCode.test(bare.replace(/"(?:[^"\\]|\\.)*"|#.*|\/\/.*/g, ''));
}

/** Whether the line is text of the heredoc, or its end; a line that closes the block around it ends it too. */
function inHeredoc(bare: string, indent: number, walk: Walk): boolean {
  const { heredoc } = walk;
  if (heredoc === undefined) return false;
  const ends = bare.trim() === heredoc.mark;
  const leaves = bare.trim() === '}' && indent < heredoc.indent;
  if (ends || leaves) walk.heredoc = undefined;
  if (leaves) insert(`${heredoc.mark}\n`, walk);
  return !leaves;
}

/** Closes what this line cannot stand in. */
function closeBefore(bare: string, indent: number, walk: Walk): void {
  const isBlock = blockLine.test(bare);
  const isStatement = isBlock || attributeLine.test(bare);
  const closing = /^[ \t]*([\]})])/.exec(bare)?.[1];
  for (let top = walk.open.at(-1); top !== undefined; top = walk.open.at(-1)) {
    const inList = top.bracket !== '{';
    const misplaced = inList && (isStatement || (closing === '}' && indent <= top.indent));
    const dedented = !inList && isStatement && indent <= top.indent;
    const skipped = !inList && closing === '}' && indent < top.indent;
    if (!misplaced && !dedented && !skipped) break;
    closeTop(walk);
  }
}

/** The line's characters: brackets counted, an open string or interpolation closed at its end. */
function readCode(line: string, indent: number, walk: Walk): void {
  const end = line.trimEnd().length;
  for (let at = 0; at < end;) {
    const char = line[at] ?? '';
    if (char === '#' || line.startsWith('//', at)) {
      write(line.slice(at, end), walk);
      break;
    }
    const heredoc = /^<<-?([A-Za-z_][\w-]*)/.exec(line.slice(at, at + 80))?.[1];
    if (heredoc !== undefined) {
      walk.heredoc = { mark: heredoc, indent };
      write(line.slice(at, end), walk);
      break;
    }
    at = char === '"' ? readString(line, at, end, walk) : readChar(char, at, indent, walk);
  }
  write(line.slice(end), walk);
}

function readChar(char: string, at: number, indent: number, walk: Walk): number {
  if (char in closers) walk.open.push({ bracket: char, indent });
  const isCloser = char === ']' || char === '}' || char === ')';
  if (isCloser && closers[walk.open.at(-1)?.bracket ?? ''] === char) walk.open.pop();
  else if (isCloser) {
    write(' ', walk);
    return at + 1;
  }
  write(char, walk);
  return at + 1;
}

/** From the quote to the closing one, interpolations with strings of their own inside; what is open is closed. */
function readString(line: string, from: number, end: number, walk: Walk): number {
  const open = ['"'];
  let at = from + 1;
  for (; at < end && open.length > 0; at++) {
    const char = line[at] ?? '';
    const inText = open.at(-1) === '"';
    if (inText && char === '\\') at++;
    else if (inText && char === '"') open.pop();
    else if (inText && (line.startsWith('${', at) || line.startsWith('%{', at)) && line[at - 1] !== char) {
      open.push('}');
      at++;
    } else if (!inText && char === '"') open.push('"');
    else if (!inText && char === '{') open.push('}');
    else if (!inText && char === '}') open.pop();
  }
  const to = Math.min(at, end);
  write(line.slice(from, to), walk);
  if (open.length > 0) insert(open.reverse().join(''), walk);
  return to;
}
