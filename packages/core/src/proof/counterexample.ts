import { assignments, openTexts, VARIABLES, type Assignment } from './assignments.js';
import type { CompiledPolicy } from './compile.js';
import { identityAllows } from './decide.js';
import type { Difference } from './inclusion.js';
import { prepareRequest } from './statement.js';
import type { Proof, Request } from './types.js';
import { parseTemplate } from './variables.js';

/** Who asks in a counterexample where nothing else is known. */
const SOMEONE = 'arn:aws:iam::111122223333:role/someone';

/** What a counterexample must show, of the policies `inner` and `outer`. */
export interface Claim {
  readonly inner: readonly CompiledPolicy[];
  readonly outer: readonly CompiledPolicy[];
  /** `inclusion`: allowed by inner, not by outer. `overlap`: allowed by both. */
  readonly kind: 'inclusion' | 'overlap';
  /** Who asks; '' stands for anybody. */
  readonly principal: string;
  /** What the request must be on; undefined: anything. */
  readonly resource?: string | undefined;
}

/**
 * Turns the differences into requests and keeps the first that shows the claim, as `decide` has it. None: the proof is
 * open, because what a symbol stands for would settle it.
 */
export function confirmDifference(differences: readonly Difference[], claim: Claim): Proof {
  const found = findCounterexample(differences, claim);
  if (found) return { result: 'fails', counterexample: found };
  const resource = differences[0]?.resource.join('') ?? '';
  const action = differences[0]?.action.join('') ?? '';
  const question = claim.kind === 'overlap' ? 'allowed by both' : 'covered';
  return {
    result: 'unknown',
    reason: `whether ${action} on ${resource} is ${question} depends on values that are not known`,
  };
}

/** The first request made from the differences that shows the claim. */
export function findCounterexample(differences: Iterable<Difference>, claim: Claim): Request | undefined {
  const texts = openTexts([...claim.inner, ...claim.outer]);
  for (const difference of differences) {
    for (const assignment of assignments(difference, texts)) {
      const found = tryAssignment(difference, assignment, claim);
      if (found) return found;
    }
  }
  return undefined;
}

/** The same with the requests as they stand: variables have no value. */
export function guessCounterexample(differences: Iterable<Difference>, claim: Claim): Request | undefined {
  for (const difference of differences) {
    const found = tryAssignment(difference, { values: new Map(), resource: undefined }, claim);
    if (found) return found;
  }
  return undefined;
}

function tryAssignment(difference: Difference, assignment: Assignment, claim: Claim): Request | undefined {
  const requests = toRequests(difference, assignment, claim.principal || SOMEONE);
  const found = requests.find(
    (request) =>
      (claim.resource === undefined || request.resource === claim.resource) && shows(request, claim),
  );
  return found && spellAsWritten(found, claim);
}

/** Action and keys as the policies spell them: proofs work in lower case. */
function spellAsWritten(request: Request, { inner, outer }: Claim): Request {
  const clauses = [...inner, ...outer].flatMap(({ statements }) =>
    statements.flatMap((each) => each.clauses),
  );
  const spelling = new Map(clauses.map(({ key, keyText }) => [key, keyText]));
  const context = Object.entries(request.context).map(([key, value]) => [spelling.get(key) ?? key, value]);
  return {
    ...request,
    action: restoreCase(request.action, inner),
    context: Object.fromEntries(context) as Request['context'],
  };
}

function shows(request: Request, { inner, outer, kind }: Claim): boolean {
  const prepared = prepareRequest(request);
  return identityAllows(inner, prepared) && identityAllows(outer, prepared) === (kind === 'overlap');
}

/**
 * The shortest names often tell little (an empty resource, an action of one letter): longer ones are tried first, and
 * count only where `decide` agrees.
 */
function telling(request: Request): Request[] {
  const { action, resource } = request;
  const [prefix = '', name = ''] = action.split(':');
  const service = prefix.length > 1 ? prefix : 's3';
  const named = name.length > 1 ? [action] : [`${service}:AnyAction`, `${prefix}:AnyAction`, action];
  const resources = resource === '' ? [`arn:aws:${service}:::any-resource`, '*', ''] : [resource];
  const ended = /[/:]$/.test(resource) ? [`${resource}any`, resource] : resources;
  return named.flatMap((name) => ended.map((on) => ({ ...request, action: name, resource: on })));
}

/** Automata work in lower case; where an Allow writes the same letters, its spelling is shown. */
function restoreCase(action: string, policies: readonly CompiledPolicy[]): string {
  const lowerAction = action.toLowerCase();
  let best = '';
  for (const { text } of policies.flatMap(writtenActions)) {
    const lower = text.toLowerCase();
    let length = 0;
    while (length < action.length && lower[length] === lowerAction[length]) length++;
    if (length > best.length) best = text.slice(0, length);
  }
  return best + action.slice(best.length);
}

function writtenActions({ statements }: CompiledPolicy): readonly { readonly text: string }[] {
  return statements.flatMap(({ action, effect }) => (effect === 'Allow' ? (action.items ?? []) : []));
}

/** The values of the assignment yield to those that the difference chose for the same key, then they win. */
function toRequests(difference: Difference, { values, resource }: Assignment, principal: string): Request[] {
  const given = [...values].map(([key, value]): [string, readonly string[]] => [key, [value]]);
  const chosen = [...difference.context];
  const orders = given.some(([key]) => difference.context.has(key))
    ? [
        [...given, ...chosen],
        [...chosen, ...given],
      ]
    : [[...given, ...chosen]];
  return orders.flatMap((entries) => {
    const context = new Map(entries);
    const present = [...context].filter((entry): entry is [string, readonly string[]] => !!entry[1]);
    return telling({
      action: difference.action.join(''),
      resource: resource ?? difference.resource.map((letter) => spell(letter, context)).join(''),
      principal,
      context: Object.fromEntries(present.map(([key, list]) => [key, plainValue(list)])),
    });
  });
}

/** A variable becomes its value in the context, everything else is its own text. */
function spell(letter: string, context: Difference['context']): string {
  if (letter.length === 1) return letter;
  const [part] = parseTemplate(letter, VARIABLES);
  return part?.kind === 'variable' ? (context.get(part.key)?.[0] ?? part.fallback ?? '') : letter;
}

function plainValue(values: readonly string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? '') : [...values];
}
