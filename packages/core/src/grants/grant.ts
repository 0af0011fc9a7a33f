import type { SourceFunction, SourceModel, SourcePolicy, SourceStatement, Token } from '../sources/model.js';

/** One privilege a statement allows: statement × action pattern × resource pattern. */
export interface Grant {
  readonly policy: SourcePolicy;
  readonly statement: SourceStatement;
  /** `NotAction` and `NotResource` grants have no single token; their statement is kept as a whole. */
  readonly action: Token;
  readonly resource: Token;
  readonly negatedAction: boolean;
  readonly negatedResource: boolean;
  /** The format adds it by itself: shown, and outside what is narrowed. */
  readonly implied: boolean;
}

/** The grants of a function, in the order of its policies, statements, actions and resources. Deny statements grant nothing. */
export function collectGrants(model: SourceModel, fn: SourceFunction): Grant[] {
  return policiesOf(model, fn).flatMap((policy) =>
    policy.statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => grantsOf(policy, statement)),
  );
}

/** The policies whose documents the source holds, in the function's order. */
export function policiesOf(model: SourceModel, fn: SourceFunction): SourcePolicy[] {
  const byId = indexes.get(model) ?? new Map(model.policies.map((policy) => [policy.id, policy]));
  indexes.set(model, byId);
  return fn.policies.flatMap((id) => byId.get(id) ?? []);
}

/** Asked for every function of a model: looked through once. */
const indexes = new WeakMap<SourceModel, ReadonlyMap<string, SourcePolicy>>();

/** Functions of the model that share at least one stated policy with this one, itself not among them. */
export function sharersOf(model: SourceModel, fn: SourceFunction): SourceFunction[] {
  const stated = new Set(policiesOf(model, fn).flatMap(({ id, kind }) => (kind === 'implied' ? [] : [id])));
  return model.functions.filter((other) => other.id !== fn.id && other.policies.some((id) => stated.has(id)));
}

function grantsOf(policy: SourcePolicy, statement: SourceStatement): Grant[] {
  const actions = tokens(statement.action, statement.notAction, 'NotAction');
  const resources = tokens(statement.resource, statement.notResource, 'NotResource');
  return actions.flatMap((action) =>
    resources.map((resource) => ({
      policy,
      statement,
      action,
      resource,
      negatedAction: statement.action.length === 0,
      negatedResource: statement.resource.length === 0,
      implied: policy.kind === 'implied',
    })),
  );
}

/** The element's own tokens; for its negation one token that spells the whole list. */
function tokens(positive: readonly Token[], negated: readonly Token[], element: string): readonly Token[] {
  const [first] = negated;
  if (positive.length > 0 || first === undefined) return positive;
  const text = `${element}(${negated.map((token) => token.text).join(', ')})`;
  return [{ text, span: first.span, range: first.range, literal: false }];
}
