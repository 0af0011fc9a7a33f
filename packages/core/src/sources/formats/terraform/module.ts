import type { Problem } from '../../../util/problems.js';
import { openReading, type Reading } from '../../reading.js';
import type { HclAttribute, HclBlock, HclBody, HclFile } from '../../hcl/syntax.js';
import { parseHcl } from '../../hcl/parseHcl.js';
import type { Span } from '../../../util/text.js';
import type { Source } from '../../model.js';
import { refuseText } from './refuse.js';
import { parseTfJson } from './tfJson.js';
import type { Value } from './value.js';

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
  readonly folders: Map<string, ModuleFiles | undefined>;
  /** Evaluations left: expressions can double what they hold many times over. */
  steps: number;
  depth: number;
  /** Data documents that are being read, one inside another. */
  documentDepth: number;
  /** What was reported, by code and place: an expression may be evaluated for each instance. */
  readonly reported: Set<string>;
}

/** The problems of each file are those of the run. */
export function openFile(source: Source, outer: Reading): ModuleFile {
  const reading = openReading(source, outer);
  const refused = refuseText(reading);
  const empty = { body: emptyBody(source.text), broken: [], comments: [] };
  const parsed = refused ? empty : /\.json$/i.test(source.uri) ? parseTfJson(reading) : parseHcl(source.text);
  return { reading, file: parsed, comments: parsed.comments };
}

function emptyBody(text: string): HclBody {
  return { attributes: [], blocks: [], span: { from: 0, to: text.length } };
}

/** Indexes the files of a folder. `override.tf` files are read like the others, after them. */
export function indexFiles(folder: string, files: readonly ModuleFile[]): ModuleFiles {
  const resources = new Map<string, ResourceBlock>();
  const named = { variable: new Map<string, Declared>(), output: new Map<string, Declared>() };
  const modules = new Map<string, Declared>();
  const locals: Map<string, { attribute: HclAttribute; reading: Reading }> = new Map();
  for (const { reading, file } of files) {
    for (const block of file.body.blocks) {
      const [first = '', second = ''] = block.labels;
      const declared = { block, reading };
      if (block.type === 'resource' || block.type === 'data') {
        const resource = toResource(declared, first, second);
        addFirst(resources, resource.address, resource);
      } else if (block.type === 'variable' || block.type === 'output') {
        addFirst(named[block.type], first, declared);
      } else if (block.type === 'module') addFirst(modules, first, declared);
      else if (block.type === 'locals') {
        for (const attribute of block.body.attributes) addFirst(locals, attribute.name, { attribute, reading });
      }
    }
  }
  return { folder, files, resources, variables: named.variable, outputs: named.output, modules, locals };
}

function toResource(declared: Declared, type: string, name: string): ResourceBlock {
  const isData = declared.block.type === 'data';
  return { ...declared, type, isData, address: `${isData ? 'data.' : ''}${type}.${name}` };
}

function addFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

/** An argument of a block; the last one where it is written twice. */
export function attributeOf(body: HclBody, name: string): HclAttribute | undefined {
  return body.attributes.findLast((attribute) => attribute.name === name);
}

/** Adds a problem once for each place. */
export function reportOnce(
  run: Run,
  reading: Reading,
  kind: Problem['kind'],
  code: string,
  at: Span,
  message: string,
): void {
  const { line } = reading.lines.positionAt(at.from);
  const key = `${code} ${reading.uri} ${at.from}`;
  if (run.reported.has(key)) return;
  run.reported.add(key);
  reading.problems.push({ kind, code, uri: reading.uri, line, message });
}
