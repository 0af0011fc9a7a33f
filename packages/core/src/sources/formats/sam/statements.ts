import type { Span } from '../../../util/text.js';
import type { SourceStatement, Token } from '../../model.js';
import type { PolicyCondition } from '../../policy.js';
import { rangeAt, type Reading } from '../../reading.js';
import { opaqueSymbol } from '../../symbols.js';
import type { StatementSpec } from './statementSpec.js';

/** Parameter → the texts it may become: several where an `Fn::If` chooses. */
export type Values = ReadonlyMap<string, readonly string[]>;

/** Where statements that nobody wrote are shown: the text that brings them in. */
export interface Place {
  readonly reading: Reading;
  readonly span: Span;
}

/** More texts than this of one pattern are one opaque symbol. */
const maxTexts = 64;

/** Statements of a table as if they stood in the source, each token at the place that brings them in. */
export function toStatements(
  specs: readonly StatementSpec[],
  values: Values,
  place: Place,
): SourceStatement[] {
  return specs.map((spec, index) => toStatement(spec, String(index), values, place));
}

function toStatement(
  { action, resource, condition }: StatementSpec,
  id: string,
  values: Values,
  place: Place,
): SourceStatement {
  const resources = resource.split(' ').flatMap((pattern) => fillIn(pattern, values));
  return {
    ...madeStatement(action.split(' '), resources, place),
    id,
    condition: condition && fillInCondition(condition, values),
  };
}

/** One Allow statement over texts that are resolved already. Its id is its place in the policy: `0`. */
export function madeStatement(
  action: readonly string[],
  resource: readonly string[],
  { reading, span }: Place,
): SourceStatement {
  const range = rangeAt(reading, span);
  const token = (text: string): Token => ({ text, span, range, literal: false });
  return {
    id: '0',
    sid: undefined,
    effect: 'Allow',
    action: action.map(token),
    notAction: [],
    resource: resource.map(token),
    notResource: [],
    condition: undefined,
    uri: reading.uri,
    span,
    range,
  };
}

/** Every text that the pattern becomes; what has no value here (`${AWS::Region}`) stays. */
export function fillIn(pattern: string, values: Values): string[] {
  // Odd parts are names. The patterns are those of our tables: short.
  const parts = pattern.split(/\$\{([A-Za-z0-9.:]+)\}/);
  let texts = [''];
  parts.forEach((part, index) => {
    const own = index % 2 === 0 ? [part] : (values.get(part) ?? [`\${${part}}`]);
    const fits = texts.length * own.length <= maxTexts;
    const next = fits ? own : [opaqueSymbol('Alternatives', own.join(','))];
    texts = texts.flatMap((text) => next.map((each) => text + each));
  });
  return texts;
}

/** A condition with its values filled in; one text stays single. */
export function fillInCondition(
  condition: NonNullable<StatementSpec['condition']>,
  values: Values,
): PolicyCondition {
  const operators = Object.entries(condition).map(([operator, keys]) => {
    const filled = Object.entries(keys).map(([key, pattern]) => {
      const texts = fillIn(pattern, values);
      return [key, texts.length === 1 ? (texts[0] ?? '') : texts] as const;
    });
    return [operator, Object.fromEntries(filled)] as const;
  });
  return Object.fromEntries(operators);
}
