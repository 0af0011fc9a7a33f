import { classifyOperation, operationClasses, sourceOfService, type OperationClass } from './classify.js';
import { compareText, serviceOf, servicePrefixes, visibilityOf, type Visibility } from './core.js';
import type { LambdaService } from './lambdaServices.js';
import type { OperationSet, ServiceOperations } from './model.js';

export type ClassCounts = Readonly<Record<OperationClass, number>>;
export type VisibilityKind = Visibility['kind'];
export type VisibilityCounts = Readonly<Record<VisibilityKind, number>>;

/** How the operations of one service map. */
export interface ServiceReport {
  readonly name: string;
  readonly operations: number;
  readonly classes: ClassCounts;
  /** Event sources, without `.amazonaws.com`; empty where none is known. */
  readonly sources: readonly string[];
  /** Sorted names; with the SDK's name before a dot where the service has several models. */
  readonly unresolved: readonly string[];
}

/** What CloudTrail can show of the actions of one service, or of several. */
export interface VisibilityReport {
  readonly name: string;
  readonly actions: number;
  readonly kinds: VisibilityCounts;
}

/** All that the report says; text is made of it elsewhere. */
export interface EventMapReport {
  readonly all: ServiceReport;
  readonly services: readonly ServiceReport[];
  readonly lambda: ServiceReport;
  readonly lambdaServices: readonly ServiceReport[];
  readonly visibility: VisibilityReport;
  readonly prefixes: readonly VisibilityReport[];
  readonly lambdaVisibility: VisibilityReport;
}

export const visibilityKinds: readonly VisibilityKind[] = [
  'management',
  'data',
  'indirect',
  'never',
  'unknown',
];

/** Counts how all operations map and what can be seen of all actions. Needs the catalog. */
export function reportEventMap(set: OperationSet, lambdaServices: readonly LambdaService[]): EventMapReport {
  const bySdk = new Map(set.services.map((service) => [service.sdk, service]));
  const modelsOf = ({ sdks }: LambdaService) => sdks.flatMap((sdk) => bySdk.get(sdk) ?? []);
  const prefixes = [...servicePrefixes()].sort(compareText);
  const lambdaPrefixes = lambdaServices.flatMap((service) => service.prefixes);
  return {
    all: reportService('all services', set.services),
    services: set.services.map((service) => reportService(service.sdk, [service])),
    lambda: reportService(`the ${lambdaServices.length} services`, lambdaServices.flatMap(modelsOf)),
    lambdaServices: lambdaServices.map((service) => reportService(service.name, modelsOf(service))),
    visibility: reportVisibility('all services', prefixes),
    prefixes: prefixes.map((prefix) => reportVisibility(prefix, [prefix])),
    lambdaVisibility: reportVisibility(`the ${lambdaServices.length} services`, lambdaPrefixes),
  };
}

/** The part of the operations that is known: all but the unresolved ones, from 0 to 1; 1 where there are none. */
export function shareClassified({ operations, classes }: ServiceReport): number {
  return operations === 0 ? 1 : (operations - classes.unresolved) / operations;
}

function reportService(name: string, models: readonly ServiceOperations[]): ServiceReport {
  const classes = zeros(operationClasses);
  const unresolved: string[] = [];
  for (const model of models) {
    for (const operation of model.operations) {
      const kind = classifyOperation(model, operation);
      classes[kind]++;
      if (kind === 'unresolved') unresolved.push(models.length > 1 ? `${model.sdk}.${operation}` : operation);
    }
  }
  const sources = models.flatMap((model) => sourceOfService(model)?.replace('.amazonaws.com', '') ?? []);
  return {
    name,
    operations: models.reduce((sum, model) => sum + model.operations.length, 0),
    classes,
    sources: [...new Set(sources)].sort(compareText),
    unresolved: unresolved.sort(compareText),
  };
}

function reportVisibility(name: string, prefixes: readonly string[]): VisibilityReport {
  const actions = prefixes.flatMap((prefix) => [...(serviceOf(prefix)?.actions.values() ?? [])]);
  const kinds = zeros(visibilityKinds);
  for (const action of actions) kinds[visibilityOf(action.name).kind]++;
  return { name, actions: actions.length, kinds };
}

function zeros<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}
