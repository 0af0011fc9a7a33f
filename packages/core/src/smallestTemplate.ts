import { expandActions } from './catalog/catalog.js';
import { proveWithin } from './proof/within.js';
import { templatesTaking, templateStatements } from './sources/formats/sam/templateDocument.js';
import type { PolicyOrigin } from './sources/model.js';
import type { PolicyDocument, PolicyStatement } from './sources/policy.js';
import { matchAction } from './util/wildcard.js';

/** A policy template to be named in place of another, with the parameters that it takes of it. */
export interface SmallerTemplate {
  readonly name: string;
  /** Sorted; their values stay as they are written. */
  readonly parameters: readonly string[];
  readonly document: PolicyDocument;
}

/**
 * The smallest SAM policy template that takes the same parameter values, lies within the one that is granted and covers
 * what is kept of it; both are proven. Undefined where there is none: then an inline statement says it. `bindings`: symbol
 * → value, as `proveWithin` takes them. Needs the catalog.
 */
export function smallestTemplate(
  kept: PolicyDocument,
  origin: PolicyOrigin,
  options: { readonly bindings?: Readonly<Record<string, string>> } = {},
): SmallerTemplate | undefined {
  const values = new Map(Object.entries(origin.parameters).map(([name, text]) => [name, text.split(', ')]));
  const granted = origin.kind === 'samTemplate' ? templateStatements(origin.name, values) : undefined;
  const needed = [kept.Statement].flat();
  if (granted === undefined || needed.length === 0) return undefined;
  const candidates = [...templatesTaking([...values.keys()])].flatMap(([name, parameters]): Candidate[] => {
    const statements = name === origin.name ? undefined : templateStatements(name, values);
    if (statements === undefined || !mayFit(statements, needed, granted)) return [];
    return [{ name, parameters, document: toDocument(statements), size: sizeOf(statements) }];
  });
  candidates.sort((a, b) => a.size - b.size);
  const found = candidates.find(
    ({ document, size }) =>
      size < sizeOf(granted) &&
      proveWithin(document, toDocument(granted), options).result === 'holds' &&
      proveWithin(kept, document, options).result === 'holds',
  );
  return found && { name: found.name, parameters: found.parameters, document: found.document };
}

interface Candidate extends SmallerTemplate {
  readonly size: number;
}

function toDocument(statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** Grants: actions that AWS has, on each of the statement's patterns. */
function sizeOf(statements: readonly PolicyStatement[]): number {
  return statements.reduce((sum, statement) => {
    const actions = new Set(actionsOf([statement]).flatMap(expandActions));
    return sum + actions.size * [statement.Resource ?? []].flat().length;
  }, 0);
}

/** By the names of actions alone, before anything is proven. */
function mayFit(
  candidate: readonly PolicyStatement[],
  needed: readonly PolicyStatement[],
  granted: readonly PolicyStatement[],
): boolean {
  return (
    isCovered(actionsOf(candidate), actionsOf(granted)) && isCovered(actionsOf(needed), actionsOf(candidate))
  );
}

function isCovered(actions: readonly string[], patterns: readonly string[]): boolean {
  return actions
    .flatMap((action) => [action, ...expandActions(action)].slice(action.includes('*') ? 1 : 0))
    .every((action) => patterns.some((pattern) => matchAction(pattern, action)));
}

function actionsOf(statements: readonly PolicyStatement[]): string[] {
  return statements.flatMap(({ Action }) => [Action ?? []].flat());
}
