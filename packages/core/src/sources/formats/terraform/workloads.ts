import { rangeAt } from '../../reading.js';
import type { SourceFunction } from '../../model.js';
import { argumentOf, nameArgument } from './attributes.js';
import { attributeOf } from './module.js';
import { idOf, resourcesOf, type Found, type RoleHolding, type Terraform } from './model.js';
import { findRoles } from './targets.js';
import { isNullValue } from './value.js';
import type { ResourceInstance } from './types.js';

/** What runs with a role: type → the arguments that name it and its role. */
const shapes: Readonly<Record<string, { kind: SourceFunction['kind']; name: string; role: string }>> = {
  aws_lambda_function: { kind: 'lambda', name: 'function_name', role: 'role' },
  aws_ecs_task_definition: { kind: 'ecsTask', name: 'family', role: 'task_role_arn' },
  aws_sfn_state_machine: { kind: 'stateMachine', name: 'name', role: 'role_arn' },
};

/** A function, and the file of the root module that brings it in. */
export interface FoundFunction {
  readonly fn: SourceFunction;
  readonly rootUri: string;
}

/** Functions, tasks and state machines with all that their role holds; to be read last. */
export function readWorkloads(terraform: Terraform): FoundFunction[] {
  return resourcesOf(terraform, ...Object.keys(shapes)).flatMap(({ instance, rootUri }: Found) => {
    const shape = shapes[instance.declared.type];
    if (shape === undefined) return [];
    const { reading, block } = instance.declared;
    const role = argumentOf(instance, shape.role);
    // A task without a role of its own calls nothing.
    if (shape.kind === 'ecsTask' && isNullValue(role)) return [];
    const holding = role && findRoles(terraform, role).holdings[0];
    const label = attributeOf(block.body, shape.name)?.span ?? block.typeSpan;
    const fn: SourceFunction = {
      id: idOf(instance),
      name: nameOf(instance),
      kind: shape.kind,
      logicalId: instance.address,
      declaredName: nameArgument(instance, shape.name),
      ...heldBy(holding),
      uri: reading.uri,
      range: rangeAt(reading, {
        from: block.typeSpan.from,
        to: headerEnd(block.typeSpan.to, label.from, reading.text),
      }),
    };
    return [{ fn, rootUri }];
  });
}

/** The header's line: `resource "aws_lambda_function" "orders"`. */
export function headerEnd(from: number, limit: number, text: string): number {
  const brace = text.indexOf('{', from);
  const end = brace < 0 ? limit : Math.min(brace, Math.max(limit, from));
  return from + text.slice(from, end).trimEnd().length;
}

/** `orders`, `orders["eu"]`, `module.billing.orders`. */
function nameOf({ declared, address }: ResourceInstance): string {
  return address.replace(`${declared.type}.`, '');
}

/** What a function has of its role. */
export function heldBy(
  holding: RoleHolding | undefined,
): Pick<SourceFunction, 'role' | 'policies' | 'attached' | 'boundary'> {
  return {
    role: holding?.role,
    policies: [...(holding?.policies ?? [])],
    attached: [...(holding?.attached.values() ?? [])],
    boundary: holding?.boundary,
  };
}
