import type { SourceFunction, SourceModel } from '../../sources/model.js';
import { sortedUnique } from '../../util/order.js';
import { symbolsOf } from '../../util/symbols.js';
import type { Binding } from '../types.js';
import type { LinkOptions, TerraformState } from './types.js';

/** Modules nest; what is deeper is not looked at. */
const maxDepth = 50;

/**
 * `terraform.tfstate` (version 4) and what `terraform show -json` prints, of a state or a plan, parsed. Whatever else it
 * is says nothing. https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readState(states: readonly unknown[]): TerraformState {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const state of states) {
    for (const [address, attributes] of resourcesOf(state)) {
      const known = found.get(address) ?? new Map<string, Set<string>>();
      found.set(address, known);
      for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === 'string') known.set(name, (known.get(name) ?? new Set()).add(value));
      }
    }
  }
  return new Map(
    [...found].map(([address, attributes]) => [
      address,
      new Map([...attributes].map(([name, values]) => [name, sortedUnique(values)])),
    ]),
  );
}

type Resource = readonly [address: string, attributes: object];

function resourcesOf(state: unknown): Resource[] {
  const root = objectOf(state);
  const values = objectOf(
    root['values'] ?? objectOf(root['prior_state'])['values'] ?? root['planned_values'],
  );
  return [...listOf(root['resources']).flatMap(ofStateFile), ...ofModule(values['root_module'], 0)];
}

/** `{ module, mode, type, name, instances: [{ index_key, attributes }] }` */
function ofStateFile(resource: unknown): Resource[] {
  const { module, mode, type, name, instances } = objectOf(resource);
  const prefix = typeof module === 'string' ? `${module}.` : '';
  const address = `${prefix}${mode === 'data' ? 'data.' : ''}${String(type)}.${String(name)}`;
  return listOf(instances).map((instance): Resource => {
    const { index_key: key, attributes } = objectOf(instance);
    const step = typeof key === 'number' ? `[${key}]` : typeof key === 'string' ? `["${key}"]` : '';
    return [`${address}${step}`, objectOf(attributes)];
  });
}

/** `{ resources: [{ address, values }], child_modules }` */
function ofModule(module: unknown, depth: number): Resource[] {
  if (depth > maxDepth) return [];
  const { resources, child_modules: children } = objectOf(module);
  return [
    ...listOf(resources).map((resource): Resource => {
      const { address, values } = objectOf(resource);
      return [String(address), objectOf(values)];
    }),
    ...listOf(children).flatMap((child) => ofModule(child, depth + 1)),
  ];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The symbols of a model that the states have one value for. */
export function stateBindings(model: SourceModel, state: TerraformState): Record<string, Binding> {
  if (state.size === 0 || model.format !== 'terraform') return {};
  const tokens = model.policies.flatMap(({ statements }) =>
    statements.flatMap(({ resource, notResource }) => [...resource, ...notResource]),
  );
  const texts = [
    ...tokens.map(({ text }) => text),
    ...model.resources.map(({ logicalId }) => `\${${logicalId}.arn}`),
  ];
  const bound = new Map<string, Binding>();
  for (const symbol of new Set(texts.flatMap(symbolsOf))) {
    const [, address = '', attribute = ''] = /^\$\{(.+)\.([\w-]+)\}$/.exec(symbol) ?? [];
    const values = state.get(address)?.get(attribute) ?? [];
    const [value] = values;
    if (value !== undefined && values.length === 1) bound.set(symbol, { value, because: 'state' });
  }
  return Object.fromEntries(bound);
}

/** What the config links, and for the functions that it leaves out what the states name. */
export function withState(
  links: LinkOptions['links'],
  models: readonly SourceModel[],
  state: TerraformState,
): LinkOptions['links'] {
  if (state.size === 0) return links;
  const linked = new Set(links.map((link) => link.function));
  const functions = models.filter(({ format }) => format === 'terraform').flatMap((model) => model.functions);
  const open = functions.filter(({ id, name }) => !linked.has(id) && !linked.has(name));
  return [...links, ...open.flatMap((fn) => linksOf(fn, state))];
}

const roleAttributes = ['role', 'task_role_arn', 'role_arn'];

/** The role and, for a Lambda function, the session that is named after it. */
function linksOf({ id, kind, logicalId }: SourceFunction, state: TerraformState): LinkOptions['links'] {
  const attributes = state.get(logicalId ?? '');
  if (attributes === undefined) return [];
  const roles = roleAttributes.flatMap((name) => attributes.get(name) ?? []);
  const [role] = roles.filter((value) => value.startsWith('arn:'));
  const sessions = kind === 'lambda' ? (attributes.get('function_name') ?? []) : [undefined];
  const known = roles.length === 1 ? role : undefined;
  return sessions
    .filter((session) => session !== undefined || known !== undefined)
    .map((session) => ({ function: id, role: known, session, because: 'state' }));
}
