import type { SourceFunction, SourceRole } from '../../sources/model.js';
import { lastSegment, principalKey, roleName } from '../../util/arn.js';
import { openPattern } from '../../util/symbols.js';
import { matchPattern } from '../../util/wildcard.js';
import { fitGeneratedName, sameStack, type GeneratedFit } from './generatedName.js';
import type { PrincipalIndex, PrincipalRows } from './principals.js';
import { fillSymbols, pseudoParameters } from './symbols.js';

/** One role session, or one whole role, that may be the function. */
export interface Candidate {
  readonly principal: string;
  /** Undefined for what takes the whole role. */
  readonly session: string | undefined;
  /** What tells two deployments apart: the stack as far as the names show it, else the name itself; '' where stated. */
  readonly deployment: string;
  /** The stack, where a generated name shows it: in full, or its beginning. */
  readonly stack: { readonly name: string; readonly isCut: boolean } | undefined;
  /** The session's logical id was cut: other functions may fit it too. */
  readonly cut: boolean;
}

/** IAM role names and Lambda function names, and so the sessions named after them. */
const MAX_NAME = 64;

/**
 * All sessions (Lambda) or roles (the rest) whose names fit what the source states, in the stack given or, with
 * undefined, in any.
 */
export function findCandidates(
  fn: SourceFunction,
  index: PrincipalIndex,
  stack: string | undefined,
): Candidate[] {
  const found: Candidate[] = [];
  for (const entry of index.values()) {
    if (entry.isRole === (fn.role?.isUser ?? false)) continue;
    if (fn.kind === 'lambda') found.push(...lambdaCandidates(fn, entry, stack));
    else found.push(...wholeRoleCandidates(fn, entry, stack));
  }
  return found;
}

/** Roles that fit the function's role in this stack, whether or not the function's own session was seen. */
export function findRoles(fn: SourceFunction, index: PrincipalIndex, stack: string): string[] {
  return [...index.values()]
    .filter((entry) => entry.isRole && fitRole(fn.role, entry.arn, stack)?.stated !== undefined)
    .map((entry) => entry.arn);
}

function lambdaCandidates(fn: SourceFunction, entry: PrincipalRows, stack: string | undefined): Candidate[] {
  const role = fitRole(fn.role, entry.arn, stack);
  if (role === undefined) return [];
  const found: Candidate[] = [];
  for (const session of entry.sessions.keys()) {
    if (session === '' || session.includes('*')) continue;
    const fit = fitSession(fn, session, stack);
    if (fit === undefined) continue;
    if (fit.generated && role.generated && !sameStack(fit.generated, role.generated)) continue;
    const deployment = shownDeployment(fit, role);
    const cut = fit.generated?.logicalIdCut ?? false;
    found.push({ principal: entry.arn, session, ...deployment, cut });
  }
  return found;
}

function wholeRoleCandidates(
  fn: SourceFunction,
  entry: PrincipalRows,
  stack: string | undefined,
): Candidate[] {
  const role = fitRole(fn.role, entry.arn, stack);
  if (role?.stated === undefined) return [];
  const cut = role.generated?.logicalIdCut ?? false;
  return [{ principal: entry.arn, session: undefined, ...shownDeployment(role, {}), cut }];
}

function shownDeployment(first: Fit, second: Fit): Pick<Candidate, 'deployment' | 'stack'> {
  const generated = first.generated ?? second.generated;
  const deployment = generated?.stack ?? first.variable ?? second.variable ?? '';
  return { deployment, stack: generated && { name: generated.stack, isCut: generated.stackCut } };
}

/** The name of a role, or of a user where the source makes one; undefined where the ARN is of the other kind. */
export function principalName(role: SourceRole | undefined, arn: string): string | undefined {
  if (role?.isUser !== true) return nameOf(arn);
  return arn.includes(':user/') ? lastSegment(arn) : undefined;
}

interface Fit {
  /** Undefined where the source says nothing about the role: everything fits, nothing is known. */
  readonly stated?: true;
  readonly generated?: GeneratedFit;
  /** The name, where the stated name was open. */
  readonly variable?: string;
}

function fitRole(role: SourceRole | undefined, arn: string, stack: string | undefined): Fit | undefined {
  const name = principalName(role, arn);
  if (name === undefined) return undefined;
  const stated = role?.arn ?? role?.declaredName;
  // A role that is nothing but a parameter says nothing of itself.
  if (stated !== undefined && isOpen(stated)) return {};
  if (role?.arn !== undefined) return fitStated(role.arn, arn, stack, principalKey);
  if (role?.declaredName !== undefined) return fitStated(role.declaredName, name, stack);
  if (role?.logicalId !== undefined) return fitGenerated(role.logicalId, name, stack);
  return {};
}

/** Every function is held against every role that was seen: their names are read once. */
const names = new Map<string, string | undefined>();
const mostNames = 10_000;

function nameOf(arn: string): string | undefined {
  if (!names.has(arn)) {
    if (names.size >= mostNames) names.clear();
    names.set(arn, roleName(arn));
  }
  return names.get(arn);
}

function fitSession(fn: SourceFunction, session: string, stack: string | undefined): Fit | undefined {
  if (fn.declaredName !== undefined) return fitStated(fn.declaredName, session, stack);
  return fn.logicalId === undefined ? undefined : fitGenerated(fn.logicalId, session, stack);
}

function fitStated(
  stated: string,
  given: string,
  stack: string | undefined,
  normalise = (text: string): string => text,
): Fit | undefined {
  const pattern = normalise(fillSymbols(stated, pseudoParameters({ stack })));
  const name = normalise(given);
  if (!pattern.includes('*')) return pattern === name ? { stated: true } : undefined;
  if (isOpen(stated)) return undefined;
  return matchPattern(pattern, name) ? { stated: true, variable: name } : undefined;
}

/** A name of symbols alone (`!Ref Name`, `${Stage}-${Name}`): it would fit every name there is. */
function isOpen(stated: string): boolean {
  return !/[A-Za-z0-9]/.test(lastSegment(openPattern(stated)));
}

function fitGenerated(logicalId: string, name: string, stack: string | undefined): Fit | undefined {
  const generated = fitGeneratedName(name, { logicalId, stack, max: MAX_NAME });
  return generated === undefined ? undefined : { stated: true, generated };
}
