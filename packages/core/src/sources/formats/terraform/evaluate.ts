import type { HclExpression, HclFor, HclObject, HclTemplate } from '../../hcl/syntax.js';
import type { Reading } from '../../reading.js';
import { accessValue, splatValue } from './access.js';
import { callFunction } from './functions.js';
import { pairsOf } from './pairs.js';
import { operate } from './operations.js';
import { resolveReference } from './references.js';
import { interpolate } from './interpolate.js';
import {
  choiceOf,
  knownText,
  listAt,
  objectAt,
  opaqueAt,
  plainAt,
  relocate,
  textAt,
  truthOf,
} from './value.js';
import type { Place, RawText, Scope, Value } from './types.js';

/** References nest, a local naming another: as far as this. */
const maxNesting = 120;
/** Items a `for` makes; more stay one unknown value. */
const maxItems = 2_000;

/**
 * The value of an expression, as far as the module tells. Undefined where it would fail: a key that is not there, a
 * function that refuses its arguments. What only an apply knows is `unknown`, with a symbol.
 */
export function evaluate(expression: HclExpression, scope: Scope, reading: Reading): Value | undefined {
  const { run } = scope.module;
  const at: Place = { reading, span: expression.span };
  if (run.steps <= 0 || run.depth > maxNesting) return opaqueAt(at);
  run.steps--;
  run.depth++;
  try {
    return evaluateAt(expression, scope, at);
  } finally {
    run.depth--;
  }
}

function evaluateAt(expression: HclExpression, scope: Scope, at: Place): Value | undefined {
  const { reading } = at;
  const value = (part: HclExpression): Value | undefined => evaluate(part, scope, reading);
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string'
        ? textAt(expression.value, at, true)
        : plainAt(expression.value, at);
    case 'template':
      return evaluateTemplate(expression, scope, at);
    case 'tuple':
      return listAt(
        expression.items.map((item) => value(item) ?? opaqueAt({ reading, span: item.span })),
        at,
      );
    case 'object':
      return evaluateObject(expression, scope, at);
    case 'variable':
      return relocate(scope.names.get(expression.name), at) ?? opaqueAt(at);
    case 'access': {
      const named = resolveReference(expression, scope, at);
      if (named !== undefined) return relocate(named.value, at);
      return relocate(accessValue(value(expression.of), value(expression.key), at), at);
    }
    case 'splat': {
      const keys = expression.path.map((key) => value(key));
      return splatValue(value(expression.of), keys, at);
    }
    case 'call':
      return callFunction(expression, scope, at);
    case 'conditional':
      return evaluateConditional(expression.test, [expression.yes, expression.no], scope, at);
    case 'for':
      return evaluateFor(expression, scope, at);
    case 'operation':
      return operate(expression.operator, expression.operands.map(value), at);
    case 'unknown':
      return opaqueAt(at);
  }
}

function evaluateConditional(
  test: HclExpression,
  branches: readonly [HclExpression, HclExpression],
  scope: Scope,
  at: Place,
): Value | undefined {
  const truth = truthOf(evaluate(test, scope, at.reading));
  if (truth !== undefined) return evaluate(branches[truth ? 0 : 1], scope, at.reading);
  const values = branches.flatMap((branch) => evaluate(branch, scope, at.reading) ?? []);
  return values.length === 0 ? undefined : choiceOf(values, at);
}

/** An interpolation alone is the value itself: `"${var.list}"` is the list. */
function evaluateTemplate(template: HclTemplate, scope: Scope, at: Place): Value | undefined {
  const parts = template.parts.map((part) => ({
    part,
    value: part.value && evaluate(part.value, scope, at.reading),
  }));
  const [only] = parts;
  if (!template.heredoc && parts.length === 1 && only?.part.value !== undefined) {
    return relocate(only.value, at);
  }
  const raw: RawText = {
    reading: at.reading,
    content: template.content,
    holes: parts.flatMap(({ part, value }) =>
      part.value !== undefined || part.directive ? [{ span: part.span, value }] : [],
    ),
    template: true,
  };
  const hasDirective = parts.some(({ part }) => part.directive);
  const pieces = parts.map(({ part, value }) => (part.value === undefined ? part.text : value));
  const text = hasDirective ? opaqueAt(at) : interpolate(pieces, at);
  if (!template.heredoc) return text;
  // A heredoc is kept as it is written too: the JSON in it has places of its own.
  return { kind: 'text', text: knownText(text) ?? '', literal: false, at, raw };
}

function evaluateObject(object: HclObject, scope: Scope, at: Place): Value | undefined {
  const entries = new Map<string, { value: Value; keySpan: typeof at.span }>();
  for (const { key, value } of object.entries) {
    const name = knownText(evaluate(key, scope, at.reading));
    if (name === undefined) continue;
    const own = evaluate(value, scope, at.reading) ?? opaqueAt({ reading: at.reading, span: value.span });
    entries.set(name, { value: own, keySpan: key.span });
  }
  return { kind: 'object', entries, at };
}

/** Over what is known; a test that is not known lets every item pass. */
function evaluateFor(expression: HclFor, scope: Scope, at: Place): Value | undefined {
  const source = evaluate(expression.of, scope, at.reading);
  const pairs = source && pairsOf(source);
  if (pairs === undefined || pairs.length > maxItems) return opaqueAt(at);
  const made: { key: string; value: Value }[] = [];
  for (const { key, value } of pairs) {
    const [first = '', second] = expression.names;
    const own: [string, Value][] =
      second === undefined
        ? [[first, value]]
        : [
            [first, key],
            [second, value],
          ];
    const inner = { ...scope, names: new Map([...scope.names, ...own]) };
    if (expression.test && truthOf(evaluate(expression.test, inner, at.reading)) === false) continue;
    const result = evaluate(expression.value, inner, at.reading) ?? opaqueAt(at);
    const name = expression.key ? knownText(evaluate(expression.key, inner, at.reading)) : '';
    if (name !== undefined) made.push({ key: name, value: result });
  }
  if (expression.key === undefined)
    return listAt(
      made.map(({ value }) => value),
      at,
    );
  if (expression.grouped) return grouped(made, at);
  return objectAt(
    made.map(({ key, value }) => [key, value] as const),
    at,
  );
}

function grouped(made: readonly { key: string; value: Value }[], at: Place): Value {
  const groups = new Map<string, Value[]>();
  for (const { key, value } of made) groups.set(key, [...(groups.get(key) ?? []), value]);
  return objectAt(
    [...groups].map(([key, values]) => [key, listAt(values, at)] as const),
    at,
  );
}
