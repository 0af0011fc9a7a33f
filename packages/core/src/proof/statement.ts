import type { CompiledElement, CompiledStatement } from './compile.js';
import type { Clause } from './condition/condition.js';
import { indexContext, lookup, type Context } from './context.js';
import { isRecord, textOf } from './guards.js';
import type { PrincipalMatch } from './principal.js';
import type { Reason, Request } from './types.js';

/** A request prepared once for many statements. */
export interface PreparedRequest {
  readonly action: string;
  readonly lowerAction: string;
  readonly resource: string;
  readonly principal: string;
  readonly context: Context;
}

/** Whether a statement applies, the element that settled it, and in one line why. */
export interface StatementResult {
  readonly applies: boolean;
  readonly element: Reason['element'];
  readonly detail: string;
  /** How the Principal names the one who asks; `self` in a policy that is attached to it. */
  readonly principal: PrincipalMatch;
}

/** `attached`: `identity` policies belong to the principal, `resource` policies name it. */
export type Attachment = 'identity' | 'resource';

export function prepareRequest(given: Request): PreparedRequest {
  const request: Partial<Request> = isRecord(given) ? given : {};
  const action = textOf(request.action);
  return {
    action,
    lowerAction: action.toLowerCase(),
    resource: textOf(request.resource),
    principal: textOf(request.principal),
    context: indexContext(request.context),
  };
}

/** The fast path: the same answer as `explainStatement`, without words. */
export function statementApplies(statement: CompiledStatement, request: PreparedRequest): boolean {
  return (
    actionApplies(statement, request.lowerAction) &&
    resourceApplies(statement, request) &&
    statement.clauses.every((clause) => clause.holds(request.context))
  );
}

/** Elements in the order Principal, Action, Resource, Condition: the first that fails is the reason. */
export function explainStatement(
  statement: CompiledStatement,
  request: PreparedRequest,
  attachment: Attachment,
): StatementResult {
  const principal = principalMatch(statement, request.principal, attachment);
  const result = (applies: boolean, element: Reason['element'], detail: string): StatementResult => ({
    applies,
    element,
    detail,
    principal,
  });
  if (principal === 'none')
    return result(false, principalElement(statement), principalDetail(statement, request));
  if (!actionApplies(statement, request.lowerAction)) {
    return result(
      false,
      elementName('Action', statement.action),
      elementDetail(statement.action, request.action),
    );
  }
  if (!resourceMatches(statement, request, attachment)) {
    const element = statement.resource ?? { negated: false, items: undefined };
    return result(false, elementName('Resource', element), elementDetail(element, request.resource));
  }
  const failed = statement.clauses.find((clause) => !clause.holds(request.context));
  if (failed) return result(false, 'Condition', clauseDetail(failed, request.context));
  return result(true, ...appliedDetail(statement, request));
}

function actionApplies({ action }: CompiledStatement, lowerAction: string): boolean {
  return (
    action.items !== undefined && action.items.some((item) => item.matches(lowerAction)) !== action.negated
  );
}

function resourceApplies({ resource }: CompiledStatement, request: PreparedRequest): boolean {
  if (!resource?.items) return false;
  return resource.items.some((item) => item.matches(request.resource, request.context)) !== resource.negated;
}

function resourceMatches(
  statement: CompiledStatement,
  request: PreparedRequest,
  attachment: Attachment,
): boolean {
  return attachment === 'resource' && statement.resource === undefined
    ? true
    : resourceApplies(statement, request);
}

/** Identity policies have no Principal: IAM refuses the element there, and here it is not looked at. */
function principalMatch(
  statement: CompiledStatement,
  principal: string,
  attachment: Attachment,
): PrincipalMatch {
  if (attachment === 'identity') return 'self';
  return statement.principal ? statement.principal.match(principal) : 'none';
}

function principalElement({ principal }: CompiledStatement): Reason['element'] {
  return principal?.negated ? 'NotPrincipal' : 'Principal';
}

function principalDetail(statement: CompiledStatement, request: PreparedRequest): string {
  if (!statement.principal) return 'the statement names no principal';
  return statement.principal.negated
    ? `${request.principal} is listed in NotPrincipal`
    : `${request.principal} is not listed in Principal`;
}

function elementName<Name extends 'Action' | 'Resource'>(
  name: Name,
  element: CompiledElement<unknown>,
): Name | `Not${Name}` {
  return element.negated ? `Not${name}` : name;
}

function elementDetail(element: CompiledElement<unknown>, value: string): string {
  if (!element.items) return 'the element is missing or malformed';
  return element.negated
    ? `${value} is among the exceptions ${list(element)}`
    : `${value} matches none of ${list(element)}`;
}

function list(element: CompiledElement<unknown>): string {
  return (element.items ?? []).map((item) => item.text).join(', ');
}

function appliedDetail(statement: CompiledStatement, request: PreparedRequest): [Reason['element'], string] {
  const { action, resource, clauses } = statement;
  const actionText = action.items?.find((item) => item.matches(request.lowerAction))?.text;
  const resourceText = resource?.items?.find((item) => item.matches(request.resource, request.context))?.text;
  const parts = [
    actionText === undefined
      ? `${request.action} is not among the exceptions`
      : `${actionText} matches ${request.action}`,
    resourceText === undefined
      ? `${request.resource} is not among the exceptions`
      : `${resourceText} matches ${request.resource}`,
    ...clauses.map((clause) => `${clause.operatorText} ${clause.keyText} holds`),
  ];
  return ['Statement', parts.join('; ')];
}

function clauseDetail(clause: Clause, context: Context): string {
  const actual = lookup(context, clause.key);
  const has = actual === undefined ? 'missing' : actual.join(', ');
  if (!clause.parsed) return `${clause.operatorText || 'the element'} is no condition operator`;
  return `${clause.operatorText} ${clause.keyText}: the request has ${has}, wanted ${clause.values.join(', ')}`;
}
