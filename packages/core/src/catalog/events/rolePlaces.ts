import { rolePaths } from './data/rolePaths.js';
import { words } from './words.js';

/**
 * Members that are no `...Role...Arn` by name: SMS of a user pool, the roles of an identity pool, API Gateway's account
 * settings, integrations and authorizers (its records may hold the request below `<operation>Input`), the role of an
 * automation. Source: API reference of each.
 */
const otherPaths = `
  smsConfiguration.snsCallerArn smsMfaConfiguration.smsConfiguration.snsCallerArn roles.authenticated
  roles.unauthenticated patchOperations[].value parameters.AutomationAssumeRole[]
  credentials credentialsArn authorizerCredentials authorizerCredentialsArn
  putIntegrationInput.credentials createAuthorizerInput.authorizerCredentials
  updateAccountInput.patchOperations[].value updateAuthorizerInput.patchOperations[].value
  updateIntegrationInput.patchOperations[].value
`;

/** Where requests may hold the ARN of a role that the caller passes, below `requestParameters`. */
export const passedRolePaths: readonly string[] = [...new Set(words(`${rolePaths} ${otherPaths}`))];
