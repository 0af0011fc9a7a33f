import type { HclBlock } from '../../hcl/syntax.js';
import { rangeAt } from '../../reading.js';
import type { PolicyOrigin, SourceFunction, SourcePolicy } from '../../model.js';
import type { Entry, MapTree } from '../../tree.js';
import type { StatementPart } from './dataDocument.js';
import { documentOf, type DocumentParts } from './documents.js';
import { pairsOf } from './pairs.js';
import { itemsIn } from './functionsOfCollections.js';
import { sourceOf } from './instances.js';
import { impliedDocument, impliedPolicies, type ImpliedPolicy } from './lambdaImplied.js';
import { evaluateIn, attributeOf, reportOnce } from './module.js';
import { addPolicy, addRole, type FoundModule, type RoleHolding, type Terraform } from './model.js';
import { attachOne } from './roles.js';
import { findRoles } from './targets.js';
import { toTree } from './toTree.js';
import { headerEnd, heldBy, type FoundFunction } from './workloads.js';
import { alternativesOfValue, isNullValue, knownText, truthOf } from './value.js';
import type { Place, Run, Scope, Value } from './types.js';

/**
 * What `terraform-aws-modules/lambda/aws` makes of its arguments: a function, a role, and policies by `attach_*` switches.
 * Its own code is not read; the rules are those of its `iam.tf`, versions 1 to 8.
 * https://github.com/terraform-aws-modules/terraform-aws-lambda
 */
const sources = [
  /^(?:app\.terraform\.io\/|registry\.terraform\.io\/)?terraform-aws-modules\/lambda\/aws$/,
  /github\.com[/:]terraform-aws-modules\/terraform-aws-lambda(?:\.git)?(?:\?.*)?$/,
];

export function isLambdaModule({ declared }: FoundModule): boolean {
  const source = sourceOf(declared.block.body);
  return source !== undefined && sources.some((pattern) => pattern.test(source));
}

/** One call of the module: its arguments in the calling module's scope. */
interface Call {
  readonly terraform: Terraform;
  readonly found: FoundModule;
  readonly block: HclBlock;
  readonly scope: Scope;
}

function callOf(terraform: Terraform, found: FoundModule): Call {
  return { terraform, found, block: found.declared.block, scope: { module: found.module, names: new Map() } };
}

function argument({ block, scope, found }: Call, name: string): Value | undefined {
  const attribute = attributeOf(block.body, name);
  const value = attribute && evaluateIn(attribute.value, scope, found.declared.reading);
  return isNullValue(value) ? undefined : value;
}

function placeOf({ block, found }: Call, name: string): Place {
  const { reading } = found.declared;
  return { reading, span: attributeOf(block.body, name)?.value.span ?? block.typeSpan };
}

/** A switch that is not known may be on. */
function isOn(call: Call, name: string, preset: boolean): boolean {
  const value = argument(call, name);
  return value === undefined ? preset : (truthOf(value) ?? true);
}

/** The roles that the calls make; before policies attach themselves to them. */
export function readModuleRoles(terraform: Terraform): void {
  for (const found of terraform.modules.filter(isLambdaModule)) {
    const call = callOf(terraform, found);
    if (!makesRole(call)) continue;
    const name = argument(call, 'role_name') ?? argument(call, 'function_name');
    const role = {
      logicalId: `${found.address}.aws_iam_role.lambda[0]`,
      declaredName: nameText(name),
      arn: undefined,
    };
    const holding = addRole(terraform, found.address, role);
    for (const output of ['lambda_role_name', 'lambda_role_arn', 'lambda_role_unique_id']) {
      terraform.roles.set(`${found.address}.${output}`, holding);
    }
  }
}

function makesRole(call: Call): boolean {
  return (
    ['create', 'create_function', 'create_role'].every((name) => isOn(call, name, true)) && !isLayer(call)
  );
}

function isLayer(call: Call): boolean {
  return truthOf(argument(call, 'create_layer')) === true;
}

function nameText(value: Value | undefined): string | undefined {
  if (value?.kind === 'unknown') return knownText(value.assumed) ?? value.symbol;
  return knownText(value);
}

/** The policies of each call. What a switch leaves off is read, and attached to nothing. */
export function readModulePolicies(terraform: Terraform): void {
  for (const found of terraform.modules.filter(isLambdaModule)) {
    const call = callOf(terraform, found);
    const holding = terraform.roles.get(found.address);
    readStatementsArgument(call, holding);
    readDocumentArguments(call, holding);
    if (holding === undefined) continue;
    attachArguments(call, holding);
    for (const policy of impliedPolicies)
      if (isOn(call, policy.flag, policy.preset)) addImplied(call, holding, policy);
  }
}

/** `policy_statements`: a map or a list of statements in the words of the data source. */
function readStatementsArgument(call: Call, holding: RoleHolding | undefined): void {
  const value = argument(call, 'policy_statements');
  if (value === undefined) return;
  const run = call.terraform.run;
  const statements = alternativesOfValue(value).flatMap((each) => {
    const list = each.kind === 'json' ? each.value : each;
    return (pairsOf(list) ?? []).flatMap(({ key, value: item }) =>
      alternativesOfValue(item).flatMap((own) => statementOf(own, knownText(key) ?? '', run)),
    );
  });
  const place = placeOf(call, 'policy_statements');
  if (statements.length === 0) reportOpen(call, value, place);
  const key = `${place.reading.uri} ${place.span.from} ${place.span.to}`;
  add(call, holding, 'policy_statements', 'attach_policy_statements', { statements, key });
}

function reportOpen({ terraform }: Call, value: Value, { reading, span }: Place): void {
  if (value.kind !== 'unknown') return;
  const why = 'These statements cannot be resolved from the module alone; they are not looked at.';
  reportOnce(terraform.run, reading, 'unresolved', 'policy-unresolved', span, why);
}

const elements = new Map([
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
]);

function statementOf(value: Value, name: string, run: Run): StatementPart[] {
  if (value.kind !== 'object') return [];
  const { reading, span } = value.at;
  const site = { run, reading, bounds: span, at: span };
  const change = (text: string): string => text.replaceAll('&{', '${');
  const entries = [...value.entries].flatMap(([key, { value: item, keySpan }]): Entry[] => {
    const element = elements.get(key);
    if (element === undefined || isNullValue(item)) return [];
    const assume = !element.endsWith('Resource');
    return [
      { key: element, keySpan, value: toTree(item, { ...site, assume, ...(assume ? {} : { change }) }) },
    ];
  });
  const written = (key: string): boolean => entries.some((entry) => entry.key === key);
  const own = (key: string, text: string): Entry => ({ key, keySpan: span, value: scalar(text, span) });
  const sid = name.replace(/[^0-9A-Za-z]/g, '');
  if (!written('Sid') && /[A-Za-z]/.test(sid)) entries.unshift(own('Sid', sid));
  if (!written('Effect')) entries.push(own('Effect', 'Allow'));
  entries.push(...conditionOf(value, run));
  const tree: MapTree = { kind: 'map', entries, span, literal: true };
  return [{ tree, reading }];
}

function scalar(text: string, span: Place['span']): Entry['value'] {
  return { kind: 'scalar', value: text, text, style: 'double', content: span, span, literal: false };
}

/** `condition`: objects of test, variable and values, in a map or a list. */
function conditionOf(value: Value & { kind: 'object' }, run: Run): Entry[] {
  const written = value.entries.get('condition');
  const conditions = written === undefined ? [] : (pairsOf(written.value) ?? []).map((pair) => pair.value);
  const { reading, span } = value.at;
  const site = { run, reading, bounds: span, at: span, assume: true };
  const operators = new Map<string, Entry[]>();
  for (const condition of conditions) {
    if (condition.kind !== 'object') continue;
    const [test, variable, values] = ['test', 'variable', 'values'].map(
      (key) => condition.entries.get(key)?.value,
    );
    const operator = knownText(test) ?? '';
    const tree = values === undefined ? scalar('', span) : toTree(values, site);
    const entry = { key: knownText(variable) ?? '', keySpan: condition.at.span, value: tree };
    operators.set(operator, [...(operators.get(operator) ?? []), entry]);
  }
  if (operators.size === 0 || written === undefined) return [];
  const entries = [...operators].map(([key, own]): Entry => {
    return { key, keySpan: span, value: { kind: 'map', entries: own, span, literal: false } };
  });
  return [
    { key: 'Condition', keySpan: written.keySpan, value: { kind: 'map', entries, span, literal: false } },
  ];
}

/** `policy_json`, `policy_jsons`: whole documents. */
function readDocumentArguments(call: Call, holding: RoleHolding | undefined): void {
  for (const [name, flag] of [
    ['policy_json', 'attach_policy_json'],
    ['policy_jsons', 'attach_policy_jsons'],
  ] as const) {
    const value = argument(call, name);
    if (value === undefined) continue;
    const place = placeOf(call, name);
    for (const item of itemsIn(value)) {
      add(call, holding, name, flag, documentOf(item, call.terraform.run, place));
    }
  }
}

function add(
  call: Call,
  holding: RoleHolding | undefined,
  name: string,
  flag: string,
  document: DocumentParts,
): void {
  const { terraform, found } = call;
  const at = placeOf(call, name);
  const id = addPolicy(terraform, document, {
    id: `${at.reading.uri}#${found.address}/${name}`,
    name: `${found.name}-${name.startsWith('policy_json') ? 'json' : 'inline'}`,
    kind: 'managed',
    at,
    owner: found.address,
  });
  const attached = isOn(call, flag, false);
  if (attached && holding !== undefined) holding.policies.add(id);
  else if (!attached) reportOff(call, name, flag, at);
}

function reportOff({ terraform }: Call, name: string, flag: string, { reading, span }: Place): void {
  const why = `The module attaches ${name} only with ${flag} = true: these permissions are not granted.`;
  reportOnce(terraform.run, reading, 'input', 'policies-ignored', span, why);
}

/** `policy` and `policies`: ARNs of managed policies. */
function attachArguments(call: Call, holding: RoleHolding): void {
  for (const [name, flag] of [
    ['policy', 'attach_policy'],
    ['policies', 'attach_policies'],
  ] as const) {
    const value = argument(call, name);
    if (value === undefined) continue;
    const place = placeOf(call, name);
    if (!isOn(call, flag, false)) {
      reportOff(call, name, flag, place);
      continue;
    }
    for (const item of itemsIn(value)) attachOne(call.terraform, item, place, [holding]);
  }
  const boundary = argument(call, 'role_permissions_boundary');
  if (boundary !== undefined) holding.boundary = knownText(boundary);
}

function addImplied(call: Call, holding: RoleHolding, policy: ImpliedPolicy): void {
  const { found, terraform, block } = call;
  const { reading } = found.declared;
  const flag = attributeOf(block.body, policy.flag);
  const span = flag?.span ?? {
    from: block.typeSpan.from,
    to: headerEnd(block.typeSpan.to, block.span.to, reading.text),
  };
  const origin: PolicyOrigin = { kind: 'feature', name: policy.flag, parameters: {}, span };
  const statements = impliedDocument(policy, (name) => argument(call, name), { reading, span });
  if (statements.length === 0) return;
  const own: SourcePolicy['kind'] = 'implied';
  const id = `${reading.uri}#${found.address}/implied/${policy.flag}`;
  const place = { id, name: policy.flag, kind: own, at: { reading, span }, owner: found.address, origin };
  holding.policies.add(addPolicy(terraform, { statements, key: '' }, place));
}

/** The functions of the calls; to be read last. */
export function readModuleFunctions(terraform: Terraform): FoundFunction[] {
  return terraform.modules.filter(isLambdaModule).flatMap((found) => {
    const call = callOf(terraform, found);
    if (!['create', 'create_function'].every((name) => isOn(call, name, true)) || isLayer(call)) return [];
    const { reading } = found.declared;
    const given = argument(call, 'lambda_role');
    const holding = terraform.roles.get(found.address) ?? (given && findRoles(terraform, given).holdings[0]);
    const { typeSpan, span } = call.block;
    const fn: SourceFunction = {
      id: `${reading.uri}#${found.address}`,
      name: found.address.replace(/^module\./, ''),
      kind: 'lambda',
      logicalId: `${found.address}.aws_lambda_function.this[0]`,
      declaredName: nameText(argument(call, 'function_name')),
      ...heldBy(holding),
      uri: reading.uri,
      range: rangeAt(reading, { from: typeSpan.from, to: headerEnd(typeSpan.to, span.to, reading.text) }),
    };
    return [{ fn, rootUri: found.rootUri }];
  });
}
