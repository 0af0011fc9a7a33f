import type { PolicyStatement } from '../../policy.js';
import { policyTemplates } from './data/policyTemplates.js';
import { fillIn, fillInCondition, type Values } from './statements.js';

/** The statements that a policy template stands for with these values; undefined where SAM has no such template. */
export function templateStatements(name: string, values: Values): PolicyStatement[] | undefined {
  const known = Object.hasOwn(policyTemplates, name) ? policyTemplates[name] : undefined;
  return known?.statements.map(({ action, resource, condition }) => ({
    Effect: 'Allow',
    Action: action.split(' '),
    Resource: resource.split(' ').flatMap((pattern) => fillIn(pattern, values)),
    ...(condition === undefined ? {} : { Condition: fillInCondition(condition, values) }),
  }));
}

/** The policy templates whose parameters are all among these, with those that they take. Sorted by name. */
export function templatesTaking(given: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const fitting = Object.entries(policyTemplates).filter(([, { parameters }]) =>
    parameters.every((parameter) => given.includes(parameter)),
  );
  return new Map(fitting.map(([name, { parameters }]) => [name, parameters]));
}
