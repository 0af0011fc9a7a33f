import type { SourceFunction, SourceModel } from '../../sources/model.js';
import { sortedUnique } from '../../util/order.js';
import { bindSymbols, symbolsOf } from '../../util/symbols.js';
import type { Binding } from '../types.js';
import { only, type LinkScope } from './deployment.js';

/**
 * Symbols that the name of a deployed stack tells: a source that states `orders-${sls::stage}` as its stack's name is
 * deployed as `orders-prod`, so `${sls::stage}` is prod. Empty where the name does not fit, or says nothing.
 */
export function stackSymbols(model: SourceModel, stack: string): ReadonlyMap<string, string> {
  return model.stackName === undefined ? new Map() : extractSymbol(model.stackName, stack);
}

/** Whether a stack of that name can be the source's: true where the source does not state a name. */
export function fitsStack(model: SourceModel, stack: string): boolean {
  const { stackName } = model;
  return stackName === undefined || stackName === stack || extractSymbol(stackName, stack).size > 0;
}

/** The symbol that a function's name tells: `orders-${sls::stage}-read` seen as `orders-prod-read`. */
function sessionSymbols(fn: SourceFunction, session: string): ReadonlyMap<string, string> {
  return fn.declaredName === undefined ? new Map() : extractSymbol(fn.declaredName, session);
}

/** The function as it is named in one deployment. */
export function bindNames(fn: SourceFunction, values: ReadonlyMap<string, string>): SourceFunction {
  if (values.size === 0) return fn;
  const bind = (text: string | undefined): string | undefined => text && bindSymbols(text, values);
  const role = fn.role && { ...fn.role, declaredName: bind(fn.role.declaredName), arn: bind(fn.role.arn) };
  return { ...fn, declaredName: bind(fn.declaredName), role };
}

/**
 * Bindings of the symbols that only names tell, where all stacks and sessions of the link agree: a stage, for a source
 * that states its stack's name.
 */
export function namedBindings(
  model: SourceModel,
  fn: SourceFunction,
  { stacks, sessions, by }: LinkScope,
): Record<string, Binding> {
  if (model.stackName === undefined && model.format !== 'terraform') return {};
  const told = [
    ...stacks.map((stack) => stackSymbols(model, stack)),
    ...(sessions ?? []).map((session) => sessionSymbols(fn, session)),
  ].flatMap((values) => [...values]);
  const symbols = sortedUnique(told.map(([symbol]) => symbol));
  return Object.fromEntries(
    symbols.flatMap((symbol): [string, Binding][] => {
      const value = only(told.filter(([name]) => name === symbol).map(([, text]) => text));
      return value === undefined ? [] : [[symbol, { value, because: by }]];
    }),
  );
}

/** The model with those symbols filled in where its resources are named. */
export function bindResources(model: SourceModel, bindings: Readonly<Record<string, Binding>>): SourceModel {
  const values = new Map(Object.entries(bindings).map(([symbol, { value }]) => [symbol, value]));
  if (values.size === 0) return model;
  const resources = model.resources.map((resource) => ({
    ...resource,
    declaredName: resource.declaredName && bindSymbols(resource.declaredName, values),
  }));
  return { ...model, resources };
}

/** The value of the only symbol of a stated name, where the rest of the name fits. */
function extractSymbol(stated: string, given: string): Map<string, string> {
  const [symbol, ...others] = symbolsOf(stated);
  if (symbol === undefined || others.length > 0) return new Map<string, string>();
  const at = stated.indexOf(symbol);
  const before = stated.slice(0, at);
  const after = stated.slice(at + symbol.length);
  const value = given.slice(before.length, given.length - after.length);
  return before + value + after === given && value !== ''
    ? new Map([[symbol, value]])
    : new Map<string, string>();
}
