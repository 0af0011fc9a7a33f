import { resolveOne } from '../../intrinsics.js';
import type { SourceFunction } from '../../model.js';
import { quoted, rangeAt, report } from '../../reading.js';
import { child, entriesOf, isNull } from '../../tree.js';
import { idIn } from '../cloudFormation/template.js';
import { namedRole } from './roles.js';
import type { Service } from './service.js';

/**
 * State machines of the plug-in serverless-step-functions, where they name their role. The roles that the plug-in makes
 * from the definitions are a problem: https://www.serverless.com/plugins/serverless-step-functions
 */
export function readStateMachines(service: Service): SourceFunction[] {
  const { reading, root, template } = service;
  return entriesOf(child(root, 'stepFunctions', 'stateMachines')).map((entry): SourceFunction => {
    const role = child(entry.value, 'role');
    const isStated = role !== undefined && !isNull(role);
    if (!isStated) {
      const why = `The plug-in makes a role for the state machine ${quoted(entry.key)} from its definition; what it grants is not looked at.`;
      report(reading, 'unresolved', 'plugin-unresolved', entry.keySpan, why);
    }
    const holding = isStated ? namedRole(service, role) : undefined;
    return {
      id: idIn(template, 'stepFunctions', entry.key),
      name: entry.key,
      kind: 'stateMachine',
      logicalId: resolveOne(child(entry.value, 'id'), reading)?.text,
      declaredName: resolveOne(child(entry.value, 'name'), reading)?.text,
      role: holding?.role,
      policies: [...(holding?.policies ?? [])],
      attached: [...(holding?.attached.values() ?? [])],
      boundary: holding?.boundary,
      uri: reading.uri,
      range: rangeAt(reading, entry.keySpan),
    };
  });
}
