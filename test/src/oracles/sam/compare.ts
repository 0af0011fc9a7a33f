import { parseSource, type SourceModel } from '@leastwise/core';
import { roleOf, rolesOf, type Normalise, type Partition, type Role } from './roles.js';

/** A CloudFormation template as JSON, as far as it is looked at. */
export interface Output {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Mappings?: unknown;
  readonly errorMessage?: string;
}

/** `compared` roles and policies; `differences` names each that is not the same, with what is too much and too little. */
export interface Compared {
  readonly compared: number;
  readonly differences: readonly string[];
}

/** What our reader resolves from the SAM template against the roles that SAM's translator wrote. */
export function compareRoles(input: string, output: Output, partition: Partition): Compared {
  const ours = parseSource({ uri: 'template.yaml', text: input }).value;
  const theirs = parseSource({ uri: 'output.json', text: JSON.stringify(output) }).value;
  const normalise = normaliser(output, partition);
  const expected = rolesOf(theirs, partition, normalise);
  const actual = rolesOf(ours, partition, normalise);
  const roles = [...expected].flatMap(([id, role]) => {
    const own = actual.get(id);
    return own === undefined ? [`${id}: not read`] : difference(id, own, role);
  });
  const separate = generatedPolicies(output, ours, theirs);
  const policies = separate.flatMap((name) => comparePolicy(name, ours, theirs, partition, normalise));
  return { compared: expected.size + separate.length, differences: [...roles, ...policies] };
}

/** Roles of events and policies of connectors: what the template lacks and the output has. */
function generatedPolicies({ Resources = {} }: Output, ours: SourceModel, theirs: SourceModel): string[] {
  const there = new Set(theirs.resources.map(({ logicalId }) => logicalId));
  const own = new Set(ours.resources.map(({ logicalId }) => logicalId));
  // The data sources of a GraphQL API have roles of their own, which no function and no state machine takes.
  const apis = ours.resources.filter(({ type }) => type === 'AWS::Serverless::GraphQLApi');
  const ofFunctions = new Set(ours.functions.map(({ role }) => role?.logicalId));
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    if (
      !there.has(id) ||
      own.has(id) ||
      ofFunctions.has(id) ||
      apis.some(({ logicalId }) => id.startsWith(logicalId))
    )
      return [];
    const isEvents =
      Type === 'AWS::IAM::Role' && /StartExecution|InvokeFunction/.test(JSON.stringify(Properties));
    return isEvents || Type === 'AWS::IAM::ManagedPolicy' ? [id] : [];
  });
}

function comparePolicy(
  id: string,
  ours: SourceModel,
  theirs: SourceModel,
  partition: Partition,
  normalise: Normalise,
): string[] {
  const expected = theirs.policies.filter(
    (policy) => policy.id === `output.json#${id}` || policy.id.startsWith(`output.json#${id}/`),
  );
  const actual = ours.policies.filter(
    ({ kind, name }) => kind === 'implied' && [id, `${id}Policy`].includes(name),
  );
  if (actual.length === 0) return [`${id}: not read`];
  return difference(id, roleOf(actual, [], partition, normalise), roleOf(expected, [], partition, normalise));
}

function difference(id: string, actual: Role, expected: Role): string[] {
  return (['managed', 'statements'] as const).flatMap((part) => [
    ...actual[part]
      .filter((each) => !expected[part].includes(each))
      .map((each) => `${id}: too much: ${each}`),
    ...expected[part].filter((each) => !actual[part].includes(each)).map((each) => `${id}: lacks: ${each}`),
  ]);
}

function normaliser({ Parameters = {} }: Output, { name, region }: Partition): Normalise {
  const values = new Map([
    ['${AWS::Partition}', name],
    ['${AWS::Region}', region],
    ['${AWS::URLSuffix}', name === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'],
    ...Object.entries(Parameters).flatMap(([key, { Default }]): [string, string][] =>
      typeof Default === 'string' || typeof Default === 'number' ? [[`\${${key}}`, String(Default)]] : [],
    ),
  ]);
  return (text) => text.replace(/\$\{[^}]*\}/g, (symbol) => values.get(symbol) ?? symbol);
}
