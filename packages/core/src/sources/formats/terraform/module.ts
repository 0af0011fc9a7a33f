import type { Span } from '../../../util/text.js';
import type { Problem } from '../../../util/problems.js';
import { openReading, type Reading } from '../../reading.js';
import type { HclAttribute, HclBody, HclExpression } from '../../hcl/syntax.js';
import { parseHcl } from '../../hcl/parseHcl.js';
import type { Source } from '../../model.js';
import { refuseText } from './refuse.js';
import { parseTfJson } from './tfJson.js';
import type { Declared, ModuleFile, ModuleFiles, ResourceBlock, Run, Scope, Value } from './types.js';

/** `scope`'s run evaluates: what is undefined would fail. */
export function evaluateIn(expression: HclExpression, scope: Scope, reading: Reading): Value | undefined {
  return scope.module.run.evaluate(expression, scope, reading);
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
        for (const attribute of block.body.attributes)
          addFirst(locals, attribute.name, { attribute, reading });
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
