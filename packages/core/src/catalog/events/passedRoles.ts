import { dependentsOf, serviceOf } from '../catalog.js';
import { roleTakers } from './data/rolePaths.js';
import { resolveEvent } from './resolve.js';
import { prefixesOf } from './sources.js';
import { words } from './words.js';

/** As in rolePlaces.ts: members whose names do not say it. */
const otherTakers = `
cognito-idp: CreateUserPool UpdateUserPool SetUserPoolMfaConfig
cognito-identity: SetIdentityPoolRoles
apigateway: CreateAuthorizer CreateIntegration PutIntegration UpdateAccount UpdateAuthorizer UpdateIntegration
ssm: StartAutomationExecution
`;

let takers: ReadonlySet<string> | undefined;
let catalogMark: unknown;

/**
 * Whether calls of an action can pass a role: the catalog says so, or a request of an operation that it authorises has a
 * place for one. Needs the catalog (`prepare`).
 */
export function mayPassRole(action: string): boolean {
  const mark = serviceOf('iam');
  if (takers === undefined || mark !== catalogMark) takers = findTakers();
  catalogMark = mark;
  return takers.has(action.toLowerCase()) || dependentsOf(action).includes('iam:PassRole');
}

function findTakers(): Set<string> {
  const found = new Set<string>();
  for (const line of (roleTakers + otherTakers).split('\n')) {
    const [name = '', operations = ''] = line.split(': ');
    for (const operation of words(operations))
      for (const action of actionsOf(name, operation)) found.add(action);
  }
  return found;
}

/** The signing name is the event source, or the prefix that has one; rules say what the calls are authorised by. */
function actionsOf(signingName: string, operation: string): string[] {
  const facts = {
    eventSource: `${signingName}.amazonaws.com`,
    eventName: operation,
    eventType: '',
    facets: [],
  };
  const { certain, oneOf } = resolveEvent(facts);
  const named = (prefixesOf(signingName) ?? [signingName]).map((prefix) => `${prefix}:${operation}`);
  return [...certain, ...oneOf, ...named].map((action) => action.toLowerCase());
}
