import { parseSource, type PolicyDocument, type Problem } from '@leastwise/core';
import { readText } from './readText.js';

/** A policy for a proof. */
export interface ReadPolicy {
  /** None where the file is no policy, wholly: half of a policy proves nothing. */
  readonly document: PolicyDocument | undefined;
  readonly problems: readonly Problem[];
}

/** One policy as JSON, without any reading between the lines: comments, templates and lists of policies are refused. */
export async function readPolicy(path: string): Promise<ReadPolicy> {
  const { source, problems } = await readText(path);
  if (!source || problems.length > 0) return { document: undefined, problems };
  const parsed = parseSource(source);
  // AWS refuses a policy that is not valid; read leniently it would grant less, and so prove anything.
  const broken = parsed.problems
    .filter(({ kind, code }) => kind === 'unreadable' || REFUSED.includes(code))
    .map((problem): Problem => ({ ...problem, kind: 'unreadable' }));
  if (broken.length > 0) return { document: undefined, problems: broken };
  const document = parseDocument(source.text);
  if (document) return { document, problems: parsed.problems };
  const message = `${source.uri} is no policy document: it needs a Statement at the top`;
  return {
    document: undefined,
    problems: [{ kind: 'unreadable', code: 'policy-expected', uri: source.uri, line: 0, message }],
  };
}

/** Problems of a policy that IAM would not save. */
const REFUSED: readonly string[] = [
  'policy-invalid',
  'policy-element-unknown',
  'duplicate-key',
  'json-comment',
];

function parseDocument(text: string): PolicyDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDocument(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isDocument(value: unknown): value is PolicyDocument {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'Statement')) return false;
  const statements = [(value as { Statement: unknown }).Statement].flat();
  return statements.every((statement) => typeof statement === 'object' && statement !== null);
}
