import {
  Composer,
  CST,
  isNode,
  isScalar,
  Lexer,
  Parser,
  YAMLParseError,
  type CollectionTag,
  type Document,
  type ScalarTag,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { intrinsicNames } from './tree.js';

/** Each tag three times: on a scalar, a sequence and a map. Without it every use would be a warning. */
const customTags: (ScalarTag | CollectionTag)[] = intrinsicNames.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => text },
  { tag: `!${name}`, collection: 'seq' as const, resolve: (node: YAMLMap.Parsed | YAMLSeq.Parsed) => node },
  { tag: `!${name}`, collection: 'map' as const, resolve: (node: YAMLMap.Parsed | YAMLSeq.Parsed) => node },
]);

const options = {
  keepSourceTokens: true,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: 'silent' as const,
  customTags,
};

/**
 * The first document of a YAML text, its source tokens kept. Where the library finds errors, a second pass reads the
 * text as PyYAML does (see `laxLexer`), and whichever pass has fewer errors counts. Undefined: the text holds nothing.
 */
export function parseYamlDocument(text: string): Document.Parsed | undefined {
  const strict = compose(text, new Lexer());
  if (strict === undefined || strict.errors.length === 0) return strict;
  const lax = compose(text, laxLexer());
  return lax !== undefined && lax.errors.length < strict.errors.length ? lax : strict;
}

function compose(text: string, lexer: Lexer): Document.Parsed | undefined {
  const composer = new Composer(options);
  const documents = composer.compose(cstOf(text, lexer), true, text.length);
  const document = documents.next().value ?? undefined;
  const second = document && documents.next().value;
  // What is not read must not be silently absent; `---` or `...` at the end begins nothing.
  if (second && !isEmpty(second.contents)) {
    const [at] = second.range;
    const why = 'a second document begins here, which is not read: a template is one document';
    document.errors.push(new YAMLParseError([at, at], 'MULTIPLE_DOCS', why));
  }
  return document;
}

function isEmpty(contents: Document.Parsed['contents']): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

function* cstOf(text: string, lexer: Lexer): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of lexer.lex(text)) yield* parser.next(lexeme);
  yield* parser.end();
}

/** The two generators that the lax pass wraps; the library does not declare them. */
interface LexerInternals {
  indentNext: number;
  parseQuotedScalar(): Generator<string, unknown>;
  parseFlowCollection(): Generator<string, unknown>;
}

/**
 * Accepts quoted scalars and flow collections whose later lines are not indented more than their parent. YAML forbids
 * that; PyYAML, which the SAM CLI and cfn-lint use, accepts it, and published templates contain it, most often as
 * `PolicyDocument: !Sub '{ ... }'`.
 */
function laxLexer(): Lexer {
  const lexer = new Lexer();
  const internals = lexer as unknown as LexerInternals;
  for (const name of ['parseQuotedScalar', 'parseFlowCollection'] as const) {
    const original = internals[name].bind(lexer);
    internals[name] = function* () {
      const { indentNext } = internals;
      internals.indentNext = 0;
      const next = yield* original();
      internals.indentNext = indentNext;
      return next;
    };
  }
  return lexer;
}

/**
 * From the source tokens: where the tag or anchor before each value starts (the library's ranges leave them out), and
 * which anchors any alias uses.
 */
export function collectProps(document: Document.Parsed): {
  propStarts: Map<number, number>;
  aliased: Set<string>;
} {
  const propStarts = new Map<number, number>();
  const aliased = new Set<string>();
  const root = isNode(document.contents) ? document.contents.srcToken : undefined;
  const open: CST.Token[] = root ? [root] : [];
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    if (token.type === 'alias') aliased.add(token.source.slice(1));
    if (!CST.isCollection(token)) continue;
    for (const item of token.items) {
      noteProps(item.sep ? item.start : [], item.key ?? undefined, propStarts);
      noteProps(item.sep ?? item.start, item.value, propStarts);
      if (item.key) open.push(item.key);
      if (item.value) open.push(item.value);
    }
  }
  return { propStarts, aliased };
}

function noteProps(
  before: readonly CST.SourceToken[],
  value: CST.Token | undefined,
  propStarts: Map<number, number>,
): void {
  const props = before.filter((token) => token.type === 'tag' || token.type === 'anchor');
  const [first, last] = [props[0], props.at(-1)];
  if (first === undefined || last === undefined) return;
  // A tag without a value: the library places the empty value behind the tag.
  const offset = value?.offset ?? last.offset + last.source.length;
  propStarts.set(offset, Math.min(first.offset, propStarts.get(offset) ?? first.offset));
}
