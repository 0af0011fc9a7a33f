import type { SourcePolicy, SourceStatement, Token } from '../sources/model.js';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';

/** Policy JSON of statements as the source states them; symbols stay as text. */
export function toDocument(statements: readonly SourceStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements.map(toStatement) };
}

/** One document over several policies, in their order. */
export function documentOf(policies: readonly SourcePolicy[]): PolicyDocument {
  return toDocument(policies.flatMap(({ statements }) => statements));
}

export function toStatement(statement: SourceStatement): PolicyStatement {
  return {
    ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    ...element('Action', statement.action),
    ...element('NotAction', statement.notAction),
    ...element('Resource', statement.resource),
    ...element('NotResource', statement.notResource),
    ...(statement.condition === undefined ? {} : { Condition: statement.condition }),
  };
}

/** A single value stays single, as people write it; none is left out. */
export function oneOrMany(texts: readonly string[]): string | string[] {
  const [first] = texts;
  return texts.length === 1 && first !== undefined ? first : [...texts];
}

function element(
  name: 'Action' | 'NotAction' | 'Resource' | 'NotResource',
  tokens: readonly Token[],
): Partial<PolicyStatement> {
  return tokens.length === 0 ? {} : { [name]: oneOrMany(tokens.map(({ text }) => text)) };
}
