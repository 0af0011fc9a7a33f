import { sortedUnique } from '../../../util/order.js';
import { resolveTexts } from '../../intrinsics.js';
import type { SourcePolicy } from '../../model.js';
import { child, entriesOf, findEntry, listOf, type Tree } from '../../tree.js';
import { findManagedPolicy } from './references.js';
import { idIn, resourcesOfType, type Template } from './template.js';

/**
 * The policies with all who hold them and are no function's role: other roles, users, groups, and other stacks through
 * an export. Narrowing such a policy for its functions could break them. Functions must have been read.
 */
export function withOtherHolders(template: Template, root: Tree): SourcePolicy[] {
  const holders = new Map<string, string[]>();
  const add = (id: string, name: string): void => {
    holders.set(id, [...(holders.get(id) ?? []), name]);
  };
  for (const [name, holding] of [...template.roles, ...template.rolesElsewhere]) {
    if (!holding.isFunctions) holding.policies.forEach((id) => add(id, name));
  }
  for (const { logicalId, properties } of resourcesOfType(
    template,
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
  )) {
    for (const key of ['Users', 'Groups']) {
      for (const name of textsAt(template, child(properties, key))) add(idIn(template, logicalId), name);
    }
  }
  for (const { logicalId, properties } of resourcesOfType(template, 'AWS::IAM::User', 'AWS::IAM::Group')) {
    for (const id of managedAt(template, child(properties, 'ManagedPolicyArns'))) add(id, logicalId);
  }
  for (const { key, value } of entriesOf(child(root, 'Outputs'))) {
    if (findEntry(value, 'Export') === undefined) continue;
    for (const id of managedAt(template, child(value, 'Value'))) add(id, `Whoever imports the output ${key}`);
  }
  return template.policies.map((policy) => {
    const names = holders.get(policy.id);
    return names === undefined ? policy : { ...policy, otherHolders: sortedUnique(names) };
  });
}

function textsAt(template: Template, tree: Tree | undefined): string[] {
  return listOf(tree).flatMap((item) => resolveTexts(item, template.reading).map(({ text }) => text));
}

function managedAt(template: Template, tree: Tree | undefined): string[] {
  return textsAt(template, tree).flatMap((text) => findManagedPolicy(template, text) ?? []);
}
