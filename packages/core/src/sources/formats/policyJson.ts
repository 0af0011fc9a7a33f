import { visit } from 'jsonc-parser';
import { hasAccountLiteral } from '../accountLiteral.js';
import type { SourceModel } from '../model.js';
import { report, type Reading } from '../reading.js';
import { checkPolicySize } from '../policySize.js';
import { readPolicy } from '../statements.js';
import { child, findEntry, stringOf, type MapTree, type Tree } from '../tree.js';

/** As the AWS CLI prints them: get-role-policy, get-policy-version; or a document inside an object of that name. */
const wrappers: readonly (readonly string[])[] = [
  ['PolicyVersion', 'Document'],
  ['PolicyDocument'],
  ['Policy'],
  ['Document'],
  ['document'],
];

/** The policy document in a JSON text, bare or wrapped; a wrapped one may be a string, URL-encoded too. */
export function findPolicyDocument(root: Tree): Tree | undefined {
  // A template whose top level happens to hold such a key is still a template.
  if (child(root, 'Resources')) return undefined;
  if (child(root, 'Statement') ?? isPolicyVersion(child(root, 'Version'))) return root;
  return wrappers
    .map((path) => child(root, ...path))
    .find((tree) => findEntry(tree, 'Statement') ?? stringOf(tree));
}

/** The two versions of the policy language: what is typed before the first statement. */
function isPolicyVersion(tree: Tree | undefined): Tree | undefined {
  return ['2012-10-17', '2008-10-17'].includes(stringOf(tree) ?? '') ? tree : undefined;
}

/** One policy and no function: who holds it is told by `--principal`. */
export function readPolicyJson(root: MapTree, reading: Reading): SourceModel {
  const document = findPolicyDocument(root) ?? root;
  const name = stringOf(child(root, 'PolicyName')) ?? baseName(reading.uri);
  reportComments(reading);
  checkPolicySize([document], 'role', reading);
  const policy = readPolicy(document, { id: `${reading.uri}#policy`, name, kind: 'inline' }, reading);
  return {
    uri: reading.uri,
    format: 'policy-json',
    functions: [],
    policies: [policy],
    resources: [],
    keeps: [],
    hasAccountLiteral: hasAccountLiteral(reading.text),
  };
}

/** "Syntax errors in policy": JSON has no comments. The rest is read all the same. */
function reportComments(reading: Reading): void {
  visit(reading.text, {
    onComment: (offset, length) => {
      const why = 'A policy may hold no comment: IAM reads plain JSON.';
      report(reading, 'input', 'json-comment', { from: offset, to: offset + length }, why);
    },
  });
}

function baseName(uri: string): string {
  const file = uri.split(/[\\/]/).at(-1) ?? uri;
  return file.replace(/\.[^.]*$/, '') || file;
}
