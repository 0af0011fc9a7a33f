import type { Span } from '../../util/text.js';

/**
 * HCL as plain data, native and JSON syntax alike. It holds nothing of the parser that made it. Spans are UTF-16 offsets
 * of the file. Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
  readonly span: Span;
}

export interface HclAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: HclExpression;
  readonly span: Span;
}

export interface HclBlock {
  /** `resource`, `statement`, `dynamic`, ... */
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly string[];
  readonly body: HclBody;
  /** From the type to the closing brace. */
  readonly span: Span;
}

export type HclExpression =
  | HclLiteral
  | HclTemplate
  | HclTuple
  | HclObject
  | HclVariable
  | HclAccess
  | HclSplat
  | HclCall
  | HclConditional
  | HclFor
  | HclOperation
  | HclUnknown;

/** A string without interpolations, a number, a boolean or null. */
export interface HclLiteral {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

/** A quoted string or a heredoc, with interpolations; a heredoc also without any. */
export interface HclTemplate {
  readonly kind: 'template';
  readonly parts: readonly HclTemplatePart[];
  readonly heredoc: boolean;
  /** What stands between the quotes, or from the line below a heredoc's marker to the closing one. */
  readonly content: Span;
  readonly span: Span;
}

/**
 * `text` is decoded. `value` is undefined in a piece of text, and in a directive's mark (`%{ if x }`, `%{ endfor }`), which
 * has no text either: what stands between the marks of a directive are parts like the others.
 */
export interface HclTemplatePart {
  readonly text: string;
  readonly value: HclExpression | undefined;
  readonly directive: boolean;
  readonly span: Span;
}

export interface HclTuple {
  readonly kind: 'tuple';
  readonly items: readonly HclExpression[];
  readonly span: Span;
}

export interface HclObject {
  readonly kind: 'object';
  readonly entries: readonly HclEntry[];
  readonly span: Span;
}

/** `key` is a literal where it is written as a bare name. */
export interface HclEntry {
  readonly key: HclExpression;
  readonly value: HclExpression;
  readonly span: Span;
}

/** The first name of a reference: `var`, `local`, `aws_iam_role`, a variable of `for`. */
export interface HclVariable {
  readonly kind: 'variable';
  readonly name: string;
  readonly span: Span;
}

/** `of.key` or `of[key]`. */
export interface HclAccess {
  readonly kind: 'access';
  readonly of: HclExpression;
  readonly key: HclExpression;
  readonly span: Span;
}

/** `of[*].path` or `of.*.path`; `path` are the keys behind the splat. */
export interface HclSplat {
  readonly kind: 'splat';
  readonly of: HclExpression;
  readonly path: readonly HclExpression[];
  readonly span: Span;
}

export interface HclCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly HclExpression[];
  /** Whether the last argument is laid out with `...`. */
  readonly spread: boolean;
  readonly span: Span;
}

export interface HclConditional {
  readonly kind: 'conditional';
  readonly test: HclExpression;
  readonly yes: HclExpression;
  readonly no: HclExpression;
  readonly span: Span;
}

/** `[for k, v in of : value if test]`, with `key` the object form. */
export interface HclFor {
  readonly kind: 'for';
  readonly names: readonly string[];
  readonly of: HclExpression;
  readonly key: HclExpression | undefined;
  readonly value: HclExpression;
  readonly test: HclExpression | undefined;
  /** `...`: values of equal keys are collected into lists. */
  readonly grouped: boolean;
  readonly span: Span;
}

/** One operand for `-` and `!`, else two. */
export interface HclOperation {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly HclExpression[];
  readonly span: Span;
}

/** What is not understood: half-typed, or nested beyond reason. */
export interface HclUnknown {
  readonly kind: 'unknown';
  readonly span: Span;
}

/** A file's tree and where it is broken: nothing that touches a broken span is to be edited. */
export interface HclFile {
  readonly body: HclBody;
  readonly broken: readonly Span[];
}
