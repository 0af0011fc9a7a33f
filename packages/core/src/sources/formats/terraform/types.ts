import type { Span } from '../../../util/text.js';
import type { HclAttribute, HclBlock, HclExpression, HclFile } from '../../hcl/syntax.js';
import type { Reading } from '../../reading.js';

/** Where a value is written: the file's reading, and the span in it. */
export interface Place {
  readonly reading: Reading;
  readonly span: Span;
}

/**
 * What an expression is worth, as far as the module itself tells. `literal` in a text: it is written at its place as it
 * is, as one string without interpolations.
 */
export type Value =
  | TextValue
  | { readonly kind: 'plain'; readonly value: number | boolean | null; readonly at: Place }
  | ListValue
  | ObjectValue
  | ChoiceValue
  | UnknownValue
  | ResourceValue
  | { readonly kind: 'module'; readonly instances: readonly ModuleInstance[]; readonly at: Place }
  | DocumentValue
  | { readonly kind: 'json'; readonly value: Value; readonly at: Place };

export interface TextValue {
  readonly kind: 'text';
  /** What stays open is a symbol in it: `arn:aws:s3:::${var.bucket}/*`. */
  readonly text: string;
  readonly literal: boolean;
  readonly at: Place;
  /** Where the text stands as a text of lines, for the JSON in it. */
  readonly raw?: RawText;
}

/** A heredoc or a file: what is written, and the values that are put in. Offsets are those of the reading's text. */
export interface RawText {
  readonly reading: Reading;
  readonly content: Span;
  readonly holes: readonly { readonly span: Span; readonly value: Value | undefined }[];
  /** Whether `$${` stands for `${`. */
  readonly template: boolean;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly at: Place;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, { readonly value: Value; readonly keySpan: Span }>;
  readonly at: Place;
}

/** One of these; which one is not known. */
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly values: readonly Value[];
  readonly at: Place;
}

/** Something that only an apply knows. */
export interface UnknownValue {
  readonly kind: 'unknown';
  /** `${aws_sqs_queue.orders.arn}`, `${var.env}`, or an opaque one. */
  readonly symbol: string;
  /** A reference that people know by its name; else nothing of it could be told. */
  readonly opaque: boolean;
  /** A variable's default: another value may be given at each apply. */
  readonly assumed: Value | undefined;
  readonly at: Place;
}

/** A resource or data source as a whole, all its instances; `index` where one was chosen by a key that is not known. */
export interface ResourceValue {
  readonly kind: 'resource';
  readonly address: string;
  readonly instances: readonly ResourceInstance[];
  /** Which instance is meant is known. */
  readonly chosen: boolean;
  readonly at: Place;
}

/** `data.aws_iam_policy_document.x.json`. */
export interface DocumentValue {
  readonly kind: 'document';
  readonly instance: ResourceInstance;
  readonly at: Place;
}

/** One `.tf` or `.tf.json` file. */
export interface ModuleFile {
  readonly reading: Reading;
  readonly file: HclFile;
  readonly comments: readonly Span[];
}

/** A block with the file it stands in. */
export interface Declared {
  readonly block: HclBlock;
  readonly reading: Reading;
}

/** `resource` or `data`. */
export interface ResourceBlock extends Declared {
  /** `aws_iam_role.orders`, `data.aws_iam_policy_document.orders`. */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
}

/** The files of one folder, by what they declare. The first of a name counts, as nothing else could be meant. */
export interface ModuleFiles {
  readonly folder: string;
  readonly files: readonly ModuleFile[];
  readonly resources: ReadonlyMap<string, ResourceBlock>;
  readonly variables: ReadonlyMap<string, Declared>;
  readonly outputs: ReadonlyMap<string, Declared>;
  readonly modules: ReadonlyMap<string, Declared>;
  readonly locals: ReadonlyMap<string, { readonly attribute: HclAttribute; readonly reading: Reading }>;
}

/** A module as it is called: the root of a model, or one instance of a `module` block. */
export interface ModuleInstance {
  readonly run: Run;
  readonly files: ModuleFiles;
  /** Before the addresses of its resources: '' or `module.orders.`. */
  readonly prefix: string;
  /** The arguments of the call; undefined in a root module, whose variables are given at each apply. */
  readonly inputs: ReadonlyMap<string, Value> | undefined;
  /** What `terraform.tfvars` and `*.auto.tfvars` say. */
  readonly settings: ReadonlyMap<string, Value>;
  readonly locals: Map<string, Value | undefined>;
  readonly variables: Map<string, Value | undefined>;
  readonly instances: Map<string, readonly ResourceInstance[]>;
  readonly children: Map<string, readonly ModuleInstance[]>;
  readonly ancestors: readonly string[];
}

export interface ResourceInstance {
  readonly declared: ResourceBlock;
  /** With the module's prefix and the instance's key. */
  readonly address: string;
  readonly scope: Scope;
}

/** What names mean at some place: the module's own, and those that `for`, `each`, `count` and `dynamic` bring in. */
export interface Scope {
  readonly module: ModuleInstance;
  readonly names: ReadonlyMap<string, Value>;
}

/** What all modules of one model share. */
export interface Run {
  readonly outer: Reading;
  /** Evaluates an expression: here, since all that it takes for it needs it in turn. */
  readonly evaluate: Evaluate;
  readonly folders: Map<string, ModuleFiles | undefined>;
  /** Evaluations left: expressions can double what they hold many times over. */
  steps: number;
  depth: number;
  /** Data documents that are being read, one inside another. */
  documentDepth: number;
  /** What was reported, by code and place: an expression may be evaluated for each instance. */
  readonly reported: Set<string>;
}

/**
 * The value of an expression, as far as the module tells. Undefined where it would fail: a key that is not there, a
 * function that refuses its arguments. What only an apply knows is `unknown`, with a symbol.
 */
export type Evaluate = (expression: HclExpression, scope: Scope, reading: Reading) => Value | undefined;

/** What a function gives for arguments that were evaluated; undefined where it refuses them. */
export type TerraformFunction = (args: readonly (Value | undefined)[], at: Place) => Value | undefined;
