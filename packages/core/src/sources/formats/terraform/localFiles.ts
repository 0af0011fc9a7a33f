import type { Span } from '../../../util/text.js';
import { parseHcl } from '../../hcl/parseHcl.js';
import type { HclExpression, HclTemplate } from '../../hcl/syntax.js';
import { folderOf, resolveUri } from '../../files.js';
import { openReading, quoted, type Reading } from '../../reading.js';
import { maxLength } from '../../depth.js';
import { interpolate } from './interpolate.js';
import { evaluateIn, reportOnce } from './module.js';
import { topMark } from './paths.js';
import { knownText, opaqueAt, relocate } from './value.js';
import type { ModuleInstance, ObjectValue, Place, RawText, Scope, TextValue, Value } from './types.js';

/**
 * `file(path)`: the text of a local file. Relative paths are those of the folder that Terraform runs in, the root module's.
 */
export function readFileValue(path: Value | undefined, module: ModuleInstance, at: Place): Value {
  const reading = openLocal(path, module, at);
  if (reading === undefined) return opaqueAt(at);
  const content = { from: 0, to: reading.text.length };
  const raw: RawText = { reading, content, holes: [], template: false };
  return { kind: 'text', text: reading.text, literal: false, at, raw };
}

/** `templatefile(path, vars)`: https://developer.hashicorp.com/terraform/language/functions/templatefile */
export function readTemplateFile(
  path: Value | undefined,
  vars: Value | undefined,
  module: ModuleInstance,
  at: Place,
): Value {
  const file = readFileValue(path, module, at);
  if (file.kind !== 'text' || vars?.kind !== 'object')
    return file.kind === 'text' ? opaqueTemplate(file) : file;
  return renderTemplate(file, vars, module, at);
}

function opaqueTemplate(file: TextValue): Value {
  return { ...file, raw: file.raw && { ...file.raw, template: true } };
}

/** A text as a template with the variables given; the interpolations keep their places in the file. */
export function renderTemplate(file: TextValue, vars: ObjectValue, module: ModuleInstance, at: Place): Value {
  const source = file.raw;
  if (source === undefined) return file;
  const { reading } = source;
  const template = parseTemplate(reading.text);
  if (template === undefined) return opaqueTemplate(file);
  const names = new Map([...vars.entries].map(([name, { value }]) => [name, value] as const));
  const scope: Scope = { module, names };
  const inner: Reading = { ...reading, text: head + reading.text };
  const parts = template.parts.map(({ text, value, directive, span: { from, to } }) => {
    const span = { from: from - head.length, to: to - head.length };
    return { text, hole: directive || value !== undefined, span, value: value && placed(value, span) };
  });
  function placed(value: HclExpression, span: Span): Value | undefined {
    return relocate(evaluateIn(value, scope, inner), { reading, span });
  }
  const holes = parts.filter(({ hole }) => hole).map(({ span, value }) => ({ span, value }));
  const text = interpolate(
    parts.map((part) => (part.hole ? part.value : part.text)),
    at,
  );
  return {
    kind: 'text',
    text: knownText(text) ?? '',
    literal: false,
    at,
    raw: { ...source, holes, template: true },
  };
}

const mark = 'LEASTWISE_TEMPLATE';
const head = `x = <<${mark}\n`;

/** The file's text as a heredoc: the template language is the same. */
function parseTemplate(text: string): HclTemplate | undefined {
  if (text.length > maxLength || text.includes(mark)) return undefined;
  const [attribute] = parseHcl(`${head}${text}\n${mark}\n`).body.attributes;
  return attribute?.value.kind === 'template' ? attribute.value : undefined;
}

function openLocal(path: Value | undefined, module: ModuleInstance, at: Place): Reading | undefined {
  const { run } = module;
  const written = knownText(path);
  if (written === undefined || written.includes('${')) {
    const why = 'The path of this file is not known from the module alone; the file is not read.';
    reportOnce(run, at.reading, 'unresolved', 'file-unresolved', at.span, why);
    return undefined;
  }
  const root = folderOf(run.outer.uri);
  const marked = written.startsWith(topMark);
  const uri = resolveUri(
    marked ? '' : root,
    marked ? written.slice(topMark.length).replace(/^\/+/, '') : written,
  );
  const text = run.outer.files.read(uri);
  if (text !== undefined) return openReading({ uri, text }, run.outer);
  run.outer.missing.add(uri);
  const why = `The file ${quoted(uri)} was not given; what it holds is not looked at.`;
  reportOnce(run, at.reading, 'unresolved', 'file-missing', at.span, why);
  return undefined;
}
