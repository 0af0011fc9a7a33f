import type { Effect, PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { compileAction } from './action.js';
import { compileCondition, type Clause } from './condition/condition.js';
import type { Context } from './context.js';
import { documentElements, statementElements } from './elements.js';
import { isRecord } from './guards.js';
import { compileNotPrincipal, compilePrincipal, type PrincipalMatch } from './principal.js';
import { compileResource } from './resource.js';

/** A policy prepared once for many decisions. */
export interface CompiledPolicy {
  readonly version: string | undefined;
  readonly statements: readonly CompiledStatement[];
}

/** One statement; each test is against one element. Malformed elements match nothing. */
export interface CompiledStatement {
  /** The Sid, else the index. */
  readonly id: string;
  readonly effect: Effect;
  readonly action: CompiledElement<(action: string) => boolean>;
  /** Undefined: neither Resource nor NotResource; in a resource policy that is the resource it is attached to. */
  readonly resource: CompiledElement<(resource: string, context: Context) => boolean> | undefined;
  readonly principal: CompiledPrincipal | undefined;
  readonly clauses: readonly Clause[];
}

/** `negated`: written as NotAction or NotResource. Both written, or none where one must be: `items` is undefined. */
export interface CompiledElement<Test> {
  readonly negated: boolean;
  readonly items: readonly { readonly text: string; readonly matches: Test }[] | undefined;
}

export interface CompiledPrincipal {
  readonly negated: boolean;
  readonly match: (principal: string) => PrincipalMatch;
}

/** Anything can come in: what is no statement is left out, what is no text is no item. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const { Version, Statement } = isRecord(document) ? documentElements(document) : {};
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly unknown[];
  return {
    version: Version,
    statements: statements.flatMap((item, index) => {
      const statement = isRecord(item) ? statementElements(item) : undefined;
      return isStatement(statement) ? [compileStatement(statement, index, Version)] : [];
    }),
  };
}

function compileStatement(
  statement: PolicyStatement,
  index: number,
  version: string | undefined,
): CompiledStatement {
  const hasResource = statement.Resource !== undefined || statement.NotResource !== undefined;
  return {
    id: typeof statement.Sid === 'string' && statement.Sid !== '' ? statement.Sid : String(index),
    effect: statement.Effect,
    action: compileElement(statement.Action, statement.NotAction, compileAction),
    resource: hasResource
      ? compileElement(statement.Resource, statement.NotResource, (text) => compileResource(text, version))
      : undefined,
    principal: compilePrincipals(statement),
    clauses: compileCondition(statement.Condition, version),
  };
}

function compileElement<Test>(
  plain: unknown,
  negated: unknown,
  compile: (text: string) => Test,
): CompiledElement<Test> {
  const isNegated = plain === undefined && negated !== undefined;
  if ((plain === undefined) === (negated === undefined)) return { negated: false, items: undefined };
  const texts = textList(isNegated ? negated : plain);
  return { negated: isNegated, items: texts?.map((text) => ({ text, matches: compile(text) })) };
}

/** A list of text, or undefined where it is malformed: NotAction of nonsense must not become "everything". */
export function textList(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((item): item is string => typeof item === 'string') ? list : undefined;
}

function compilePrincipals(statement: PolicyStatement): CompiledPrincipal | undefined {
  if (statement.Principal !== undefined)
    return { negated: false, match: compilePrincipal(statement.Principal) };
  if (statement.NotPrincipal === undefined) return undefined;
  const spares = compileNotPrincipal(statement.NotPrincipal);
  return { negated: true, match: (principal) => (spares(principal) ? 'none' : 'everyone') };
}

function isStatement(value: unknown): value is PolicyStatement {
  return isRecord(value) && 'Effect' in value && (value.Effect === 'Allow' || value.Effect === 'Deny');
}
