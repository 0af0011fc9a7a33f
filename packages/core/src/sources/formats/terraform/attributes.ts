import { renderTemplate } from './localFiles.js';
import { evaluateIn, attributeOf } from './module.js';
import { knownText, objectAt, referenceAt } from './value.js';
import type { ModuleInstance, Place, ResourceInstance, Value } from './types.js';

const documentAttributes = ['json', 'minified_json'];

/**
 * An attribute of a resource, as another block sees it. It stays a symbol by the resource's address: its value is known to
 * an apply. Only what makes up a policy is followed.
 */
export function evaluateResourceAttribute(instance: ResourceInstance, name: string, at: Place): Value {
  const { declared, address } = instance;
  if (declared.type === 'aws_iam_policy_document' && documentAttributes.includes(name)) {
    return { kind: 'document', instance, at };
  }
  if (declared.isData && declared.type === 'aws_iam_policy' && name === 'arn') {
    const named = argumentOf(instance, 'arn') ?? argumentOf(instance, 'name');
    if (named !== undefined) return named;
  }
  const followed = followedAttributes[declared.type]?.[name];
  const value = followed === undefined ? undefined : argumentOf(instance, followed);
  if (declared.type === 'template_file' && name === 'rendered') {
    return renderTemplateFile(instance, at) ?? referenceAt(`${address}.${name}`, at);
  }
  const isKnown = value !== undefined && (value.kind !== 'unknown' || !value.opaque);
  return isKnown ? value : referenceAt(`${address}.${name}`, at);
}

/** Attributes that say what an argument of the block says: type → attribute → argument. */
const followedAttributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_iam_policy: { policy: 'policy' },
  aws_iam_role_policy: { policy: 'policy' },
  local_file: { content: 'content' },
  terraform_data: { output: 'input' },
};

/** An argument of the block in the instance's own scope; undefined where it is not written. */
export function argumentOf({ declared, scope }: ResourceInstance, name: string): Value | undefined {
  const attribute = attributeOf(declared.block.body, name);
  return attribute && evaluateIn(attribute.value, scope, declared.reading);
}

/** `data "template_file"`: a template in a file or a string, with `vars`. */
function renderTemplateFile(instance: ResourceInstance, at: Place): Value | undefined {
  const template = argumentOf(instance, 'template');
  const vars = argumentOf(instance, 'vars') ?? objectAt([], at);
  if (template?.kind !== 'text' || vars.kind !== 'object') return undefined;
  return renderTemplate(template, vars, instance.scope.module, at);
}

/** An output of a module that is called; undefined where it declares none of that name. */
export function evaluateOutput(module: ModuleInstance, name: string, at: Place): Value | undefined {
  const declared = module.files.outputs.get(name);
  const attribute = declared && attributeOf(declared.block.body, 'value');
  if (declared === undefined || attribute === undefined) {
    return referenceAt(`${module.prefix}${name}`, at);
  }
  return evaluateIn(attribute.value, { module, names: new Map() }, declared.reading);
}

/** The name that a block gives its resource, as text; what stays open in it is a symbol. */
export function nameArgument(instance: ResourceInstance, argument: string): string | undefined {
  const value = argumentOf(instance, argument);
  if (value === undefined || value.kind === 'choice') return undefined;
  if (value.kind === 'unknown') return knownText(value.assumed) ?? value.symbol;
  return knownText(value);
}
