import { child, stringOf } from '../../../tree.js';
import { open, type Outcome } from './outcome.js';
import { parseVariables } from './parseVariables.js';
import { stageSymbol } from './variableSymbol.js';
import type { Variables } from './variables.js';

/**
 * Parts of the source that mean something else than what is written there: the stage and the region are told by whoever
 * deploys, and names have defaults. https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
 */
export function selfSpecial(path: string, variables: Variables): Outcome | undefined {
  if (path === 'provider.stage') return open(stageSymbol);
  if (path === 'provider.region') return open('${AWS::Region}');
  const { root } = variables;
  const service = child(root, 'service');
  const asMap = child(service, 'name');
  const isText = service?.kind === 'scalar';
  if ((path === 'service' && asMap !== undefined) || (path === 'service.name' && isText)) {
    return open(serviceName(variables));
  }
  const named = /^functions\.([A-Za-z0-9_-]+)\.name$/.exec(path)?.[1];
  if (named === undefined || child(root, 'functions', named, 'name') !== undefined) return undefined;
  return open(`${serviceName(variables)}-${stageSymbol}-${named}`);
}

/** The service's name, its variables resolved; a symbol where the source has none. */
export function serviceName(variables: Variables): string {
  const service = child(variables.root, 'service');
  const name = service?.kind === 'map' ? child(service, 'name') : service;
  const text = stringOf(name);
  if (name?.kind !== 'scalar' || text === undefined) return '${self::service}';
  return variables.resolver.textOf(parseVariables(text), name, variables);
}
