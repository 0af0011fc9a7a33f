import { closeComposite, compositeHasAccountLiteral } from '../../composite.js';
import { localise } from '../../localise.js';
import type { SourceModel, SourceResource } from '../../model.js';
import { rangeAt, type Reading } from '../../reading.js';
import { child, type MapTree } from '../../tree.js';
import { readKeeps } from '../cloudFormation/keepPlaces.js';
import { withOtherHolders } from '../cloudFormation/otherHolders.js';
import { readResources } from '../cloudFormation/resources.js';
import { readRoles } from '../cloudFormation/roles.js';
import { readServiceFunctions } from './functions.js';
import { sharedRoleId } from './names.js';
import { openService, rolesPlugin, type Service } from './service.js';
import { readStateMachines } from './stateMachines.js';
import { expandTree, startVariables } from './variables/expandTree.js';
import { serviceName } from './variables/selfSpecial.js';

/**
 * A serverless.yml (or its JSON twin): provider statements, roles per function, what the framework adds by itself, and
 * the CloudFormation under `resources`. Variables are resolved as far as the source and its files tell.
 */
export function readServerless(root: MapTree, outer: Reading): SourceModel {
  const firstProblem = outer.problems.length;
  const variables = startVariables(root, outer);
  const expanded = expandTree(root, variables) as MapTree;
  const options = child(root, 'custom', rolesPlugin);
  const pluginOptions = options && expandTree(options, variables);
  const name = serviceName(variables);
  const reading = closeComposite(variables.composite);
  const service = openService(expanded, reading, name, pluginOptions);
  readRoles(service.template);
  const functions = [...readServiceFunctions(service), ...readStateMachines(service)];
  const template = withFunctions(service);
  const model: SourceModel = {
    uri: outer.uri,
    format: 'serverless',
    stackName: service.stackName,
    functions,
    policies: withOtherHolders(service.template, expanded),
    resources: [...madeResources(service), ...readResources(service.template)],
    keeps: readKeeps(template, functions),
    hasAccountLiteral: compositeHasAccountLiteral(variables.composite),
  };
  return localise(model, variables.composite, firstProblem);
}

/** Functions and the provider as places that keep comments may stand in. */
function withFunctions(service: Service): Service['template'] {
  const made = service.functions.map(({ resource }) => resource);
  const provider = child(service.root, 'provider');
  const entry =
    service.root.kind === 'map' ? service.root.entries.find(({ key }) => key === 'provider') : undefined;
  const shared =
    provider === undefined || entry === undefined
      ? []
      : [{ logicalId: sharedRoleId, type: 'AWS::IAM::Role', properties: undefined, entry }];
  const all = [...shared, ...made, ...service.template.resources.values()];
  return { ...service.template, resources: new Map(all.map((resource) => [resource.logicalId, resource])) };
}

/** The Lambda functions, which references in `resources` and in statements may name. */
function madeResources({ functions, reading }: Service): SourceResource[] {
  return functions.map(({ name, resource }) => ({
    logicalId: resource.logicalId,
    type: 'AWS::Lambda::Function',
    declaredName: name,
    range: rangeAt(reading, resource.entry.keySpan),
  }));
}
