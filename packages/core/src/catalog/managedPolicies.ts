import type { PolicyStatement } from '../sources/policy.js';

/**
 * AWS managed policies. What is loaded is a text, one policy a line: path and name, a tab, the statements as JSON:
 * `service-role/AWSLambdaRole\t[{"Effect":"Allow",...}]`. A line is parsed when its policy is asked for.
 */
let lines: ReadonlyMap<string, string> = new Map();
const parsed = new Map<string, readonly PolicyStatement[]>();

/** Takes the policies; replaces what was loaded before. */
export function loadManagedPolicies(text: string): void {
  const entries = text.split('\n').map((line): [string, string] => {
    const tab = line.indexOf('\t');
    return [line.slice(0, Math.max(0, tab)), line.slice(tab + 1)];
  });
  lines = new Map(entries.filter(([name]) => name !== ''));
  parsed.clear();
}

/** Whether any are loaded: else no policy is known, which says nothing of it. */
export function managedPoliciesReady(): boolean {
  return lines.size > 0;
}

/** The statements of the managed policy with this path and name, `service-role/AWSLambdaRole`; undefined: not known. */
export function managedStatements(name: string): readonly PolicyStatement[] | undefined {
  const known = parsed.get(name);
  const line = lines.get(name);
  if (known !== undefined || line === undefined) return known;
  const statements = JSON.parse(line) as PolicyStatement[];
  parsed.set(name, statements);
  return statements;
}
