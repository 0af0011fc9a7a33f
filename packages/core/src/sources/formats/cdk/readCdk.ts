import type { SourceModel } from '../../model.js';
import type { Reading } from '../../reading.js';
import type { MapTree } from '../../tree.js';
import { readCloudFormation } from '../cloudFormation/readCloudFormation.js';
import { readAssembly } from './assembly.js';

/**
 * A template of a `cdk.out` folder: what the app synthesised, the name of its stack, and for each resource where the
 * app's code made it. It is generated, so nothing of it is edited.
 */
export function readCdk(root: MapTree, reading: Reading): SourceModel {
  const { stackName, traces } = readAssembly(reading);
  const model = readCloudFormation(root, reading);
  return {
    ...model,
    format: 'cdk',
    ...(stackName === undefined ? {} : { stackName }),
    functions: model.functions.map((fn) => {
      const trace = traces.get(fn.logicalId ?? '');
      return trace === undefined ? fn : { ...fn, trace };
    }),
    policies: model.policies.map((policy) => {
      const [, logicalId = ''] = /#([A-Za-z0-9]+)/.exec(policy.id) ?? [];
      const trace = traces.get(logicalId);
      return trace === undefined ? policy : { ...policy, trace };
    }),
  };
}
