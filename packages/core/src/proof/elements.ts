import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';

const inDocument = namesOf(['Version', 'Statement']);
const inStatement = namesOf([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
  'Principal',
  'NotPrincipal',
]);

/**
 * The elements of a document under their own names. The grammar knows them in one spelling and IAM refuses others; they
 * are read all the same, as `parseSource` reads them, so that nothing is granted unseen.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function documentElements(document: object): Partial<PolicyDocument> {
  return spelt(document, inDocument);
}

/** The same of a statement. */
export function statementElements(statement: object): Partial<PolicyStatement> {
  return spelt(statement, inStatement);
}

/** An exact name goes before others; of those the last counts. */
function spelt(value: object, names: ReadonlyMap<string, string>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = names.get(key.toLowerCase());
    if (name !== undefined && (name === key || !Object.hasOwn(value, name))) found[name] = inner;
  }
  return found;
}

function namesOf(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}
