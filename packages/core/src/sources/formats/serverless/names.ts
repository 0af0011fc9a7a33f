import { stageSymbol } from './variables/variableSymbol.js';

/** The logical id of the role that the framework makes for all functions without one of their own. */
export const sharedRoleId = 'IamRoleLambdaExecution';

/** `get-user_data` → `GetDashuserUnderscoredataLambdaFunction`: the framework's own rule. */
export function functionLogicalId(key: string): string {
  return `${normalised(key)}LambdaFunction`;
}

/** The role of one function alone. */
export function ownRoleId(key: string): string {
  return `${normalised(key)}${sharedRoleId}`;
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/iam: `<service>-<stage>-<region>-lambdaRole`. */
export function sharedRoleName(service: string): string {
  return `${service}-${stageSymbol}-\${AWS::Region}-lambdaRole`;
}

export function ownRoleName(service: string, key: string): string {
  return `${service}-${stageSymbol}-${key}-\${AWS::Region}-lambdaRole`;
}

function normalised(key: string): string {
  const text = key.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
