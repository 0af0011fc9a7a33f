import type { PolicyDocument } from '../sources/policy.js';
import type { CompiledPolicy } from './compile.js';
import { sampleValue } from './condition/language.js';
import { compilePolicySet, decideCompiled } from './decide.js';
import type { Difference } from './inclusion.js';
import { prepareRequest } from './statement.js';
import type { Proof, Request } from './types.js';
import { parseTemplate, type Part } from './variables.js';

/** Who asks in a counterexample where nothing else is known. */
const SOMEONE = 'arn:aws:iam::111122223333:role/someone';

/**
 * Turns the differences into requests and keeps the first that `decide` allows under `inner` and not under `outer`. None:
 * the proof is open, because what a symbol stands for would settle it.
 */
export function confirmDifference(
  differences: readonly Difference[],
  inner: readonly PolicyDocument[],
  outer: readonly PolicyDocument[],
  principal: string,
): Proof {
  const allowing = compilePolicySet({ identity: [...inner] });
  const refusing = compilePolicySet({ identity: [...outer] });
  const variables = variablesOf([...(allowing.identity ?? []), ...(refusing.identity ?? [])]);
  const written = writtenActions(allowing.identity ?? []);
  const requests = differences.flatMap((difference) =>
    [variables, []]
      .map((given) => toRequest(difference, given, principal || SOMEONE))
      .flatMap((request) => telling({ ...request, action: restoreCase(request.action, written) })),
  );
  for (const request of requests) {
    const prepared = prepareRequest(request);
    if (decideCompiled(allowing, prepared).decision !== 'Allow') continue;
    if (decideCompiled(refusing, prepared).decision === 'Allow') continue;
    return { result: 'fails', counterexample: request };
  }
  const resource = differences[0]?.resource.join('') ?? '';
  const action = differences[0]?.action.join('') ?? '';
  return {
    result: 'unknown',
    reason: `whether ${action} on ${resource} is covered depends on values that are not known`,
  };
}

/**
 * The shortest names often tell little (an empty resource, an action without a name): longer ones are tried first, and
 * count only where `decide` agrees.
 */
function telling(request: Request): Request[] {
  const { action, resource } = request;
  const service = action.split(':', 1)[0] ?? '';
  const actions = action.includes(':') ? [action] : [`${service || 's3'}:AnyAction`, action];
  const named = action.endsWith(':') ? [`${action}AnyAction`, action] : actions;
  const resources = resource === '' ? [`arn:aws:${service || 's3'}:::any-resource`, '*', ''] : [resource];
  const ended = /[/:]$/.test(resource) ? [`${resource}any`, resource] : resources;
  return named.flatMap((name) => ended.map((on) => ({ ...request, action: name, resource: on })));
}

function writtenActions(policies: readonly CompiledPolicy[]): string[] {
  return policies.flatMap(({ statements }) =>
    statements.flatMap(({ action, effect }) =>
      effect === 'Allow' ? (action.items ?? []).map(({ text }) => text) : [],
    ),
  );
}

/** Automata work in lower case; where a policy writes the same letters, its spelling is shown. */
function restoreCase(action: string, written: readonly string[]): string {
  let best = '';
  for (const text of written) {
    const lower = text.toLowerCase();
    let length = 0;
    while (length < action.length && lower[length] === action[length]) length++;
    if (length > best.length) best = text.slice(0, length);
  }
  return best + action.slice(best.length);
}

type Variable = Part & { kind: 'variable' };

/** `variables`: those that get a value; the others are missing keys. */
function toRequest(difference: Difference, variables: readonly Variable[], principal: string): Request {
  const context = new Map<string, readonly string[]>();
  for (const variable of variables) context.set(variable.key, [sampleValue(variable)]);
  for (const [key, values] of difference.context) {
    if (values) context.set(key, values);
    else context.delete(key);
  }
  return {
    action: difference.action.join(''),
    resource: difference.resource.map((letter) => spell(letter, context)).join(''),
    principal,
    context: Object.fromEntries([...context].map(([key, values]) => [key, plainValue(values)])),
  };
}

/** A variable becomes its value in the context, everything else is its own text. */
function spell(letter: string, context: ReadonlyMap<string, readonly string[]>): string {
  if (letter.length === 1) return letter;
  const [part] = parseTemplate(letter, VARIABLES);
  return part?.kind === 'variable' ? (context.get(part.key)?.[0] ?? part.fallback ?? '') : letter;
}

function plainValue(values: readonly string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? '') : [...values];
}

/** Every variable that the policies use, to give it a value. */
function variablesOf(policies: readonly CompiledPolicy[]): Variable[] {
  const texts = policies.flatMap(({ statements, version }) =>
    version !== VARIABLES
      ? []
      : statements.flatMap(({ resource, clauses }) => [
          ...(resource?.items ?? []).map(({ text }) => text),
          ...clauses.flatMap(({ values }) => values),
        ]),
  );
  return texts
    .flatMap((text) => [...parseTemplate(text, VARIABLES)])
    .filter((part): part is Variable => part.kind === 'variable');
}

/** The version of the policy language that has variables. */
const VARIABLES = '2012-10-17';
