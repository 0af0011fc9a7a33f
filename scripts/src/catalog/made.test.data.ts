import type { ActionModel, ServiceModel } from './model.js';

/** A made-up action with every field; `change` says what is otherwise. */
export function action(name: string, change: Partial<ActionModel> = {}): ActionModel {
  return {
    name,
    level: 'Write',
    resourceTypes: ['order'],
    conditionKeys: ['aws:TagKeys'],
    dependents: ['iam:PassRole'],
    permissionOnly: true,
    ...change,
  };
}

/** A made-up service with one action of three levels, and one resource type. */
export function service(change: Partial<ServiceModel> = {}): ServiceModel {
  return {
    prefix: 'orders',
    name: 'Example Orders',
    conditionKeys: ['aws:TagKeys', 'orders:Mode'],
    resourceTypes: [
      { name: 'order', arnFormats: ['arn:${Partition}:orders:${Region}:${Account}:order/${OrderId}'] },
    ],
    actions: [
      action('GetOrder', { level: 'Read' }),
      action('PutOrder'),
      action('TagOrder', { level: 'Tagging' }),
    ],
    ...change,
  };
}
