import type { HclCall } from '../../hcl/syntax.js';
import { collectionFunctions } from './functionsOfCollections.js';
import { textFunctions } from './functionsOfTexts.js';
import { readFileValue, readTemplateFile } from './localFiles.js';
import { alternativesOfValue, choiceOf, isNullValue, knownText, opaqueAt, plainAt } from './value.js';
import type { Place, Scope, TerraformFunction, Value } from './types.js';
import { evaluateIn } from './module.js';

/**
 * A call of one of Terraform's own functions, as far as its arguments are known; of a function that is not read, an opaque
 * value. https://developer.hashicorp.com/terraform/language/functions
 */
export function callFunction(call: HclCall, scope: Scope, at: Place): Value | undefined {
  const { name } = call;
  if (name === 'try' || name === 'can') return tryCall(call, scope, at);
  const args = spreadArgs(call, scope, at);
  if (args === undefined) return opaqueAt(at);
  if (name === 'file') return readFileValue(args[0], scope.module, at);
  if (name === 'templatefile') return readTemplateFile(args[0], args[1], scope.module, at);
  const own = functions.get(name.replace(/^core::/, ''));
  if (own === undefined) return opaqueAt(at);
  return applyTo(own, args, at);
}

/** A choice among the first argument gives a choice of results. */
function applyTo(own: TerraformFunction, args: readonly (Value | undefined)[], at: Place): Value | undefined {
  const [first, ...others] = args;
  if (first?.kind !== 'choice') return own(args, at);
  const results = first.values.flatMap((value) => own([value, ...others], at) ?? []);
  return results.length === 0 ? undefined : choiceOf(results, at);
}

/** The first that does not fail. What is not known may fail or not. */
function tryCall(call: HclCall, scope: Scope, at: Place): Value | undefined {
  const values: Value[] = [];
  for (const arg of call.args) {
    const value = evaluateIn(arg, scope, at.reading);
    if (value === undefined) continue;
    values.push(value);
    if (value.kind !== 'unknown' || !value.opaque) break;
  }
  if (call.name === 'can') return values.length === 0 ? plainAt(false, at) : opaqueAt(at);
  return values[0];
}

function spreadArgs(call: HclCall, scope: Scope, at: Place): (Value | undefined)[] | undefined {
  const args = call.args.map((arg) => evaluateIn(arg, scope, at.reading));
  if (!call.spread) return args;
  const last = args.pop();
  const lists = last === undefined ? [] : alternativesOfValue(last);
  const [list] = lists;
  return lists.length === 1 && list?.kind === 'list' ? [...args, ...list.items] : undefined;
}

const jsonFunctions: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: ([value], at) => value && { kind: 'json', value, at },
  jsondecode: ([value], at) => (value?.kind === 'json' ? value.value : opaqueAt(at)),
  coalesce: (args, at) => args.find((arg) => !isNullValue(arg) && knownText(arg) !== '') ?? opaqueAt(at),
};

/** Those that give their argument as it is, or change nothing that a policy is about. */
const passing = [
  'tostring',
  'tolist',
  'tomap',
  'toset',
  'tonumber',
  'tobool',
  'sensitive',
  'nonsensitive',
  'ephemeralasnull',
  'abspath',
  'pathexpand',
  'chomp',
  'trimspace',
];

const pass: TerraformFunction = ([value]) => value;

const functions: ReadonlyMap<string, TerraformFunction> = new Map([
  ...passing.map((name): [string, TerraformFunction] => [name, pass]),
  ...Object.entries(jsonFunctions),
  ...Object.entries(collectionFunctions),
  ...Object.entries(textFunctions),
]);
