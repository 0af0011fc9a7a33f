import { resolveOne } from '../../intrinsics.js';
import { child, findEntry } from '../../tree.js';
import type { Feature, FeatureGrant } from './feature.js';
import type { Service, ServiceFunction } from './service.js';
import { stageSymbol } from './variables/variableSymbol.js';

const prefix = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:';
const groupActions = ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'];

/**
 * The log permissions of the shared role: one pattern for all functions with the default kind of name, one each for the
 * others. https://www.serverless.com/framework/docs/providers/aws/guide/iam
 */
export function sharedLogs(service: Service, functions: readonly ServiceFunction[]): Feature[] {
  const start = `${service.name}-${stageSymbol}`;
  const entry = findEntry(service.root, 'provider') ?? functions[0]?.resource.entry;
  if (entry === undefined) return [];
  const writing = functions.filter((fn) => !isDisabled(fn));
  const groups = writing.filter(({ name }) => !name.startsWith(start)).map((fn) => groupOf(fn, service));
  if (writing.some(({ name }) => name.startsWith(start))) groups.push(`/aws/lambda/${start}*`);
  const silent = functions.filter((fn) => isDisabled(fn) && fn.name.startsWith(start));
  const denied: FeatureGrant = {
    effect: 'Deny',
    actions: ['logs:PutLogEvents'],
    resources: silent.map((fn) => `${prefix}${groupOf(fn, service)}:*`),
  };
  return [{ name: 'logs', span: entry.keySpan, grants: [...logGrants(groups), denied] }];
}

/** The log permissions of a role that one function has alone. */
export function ownLogs(fn: ServiceFunction, service: Service): Feature[] {
  if (isDisabled(fn)) return [];
  return [{ name: 'logs', span: fn.resource.entry.keySpan, grants: logGrants([groupOf(fn, service)]) }];
}

function logGrants(groups: readonly string[]): FeatureGrant[] {
  return [
    { actions: groupActions, resources: groups.map((group) => `${prefix}${group}:*`) },
    { actions: ['logs:PutLogEvents'], resources: groups.map((group) => `${prefix}${group}:*:*`) },
  ];
}

function groupOf(fn: ServiceFunction, { provider, reading }: Service): string {
  const stated = child(fn.body, 'logs', 'logGroup') ?? child(provider, 'logs', 'lambda', 'logGroup');
  return resolveOne(stated, reading)?.text ?? `/aws/lambda/${fn.name}`;
}

function isDisabled({ body }: ServiceFunction): boolean {
  const disabled = child(body, 'disableLogs');
  return disabled?.kind === 'scalar' && disabled.value === true;
}
