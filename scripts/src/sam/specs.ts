import type { RawStatement, StatementSpec } from './model.js';

/** SAM's statement in our words. Throws where it says something that our words lack: then the generator must grow. */
export function toSpec(statement: RawStatement): StatementSpec {
  const { Effect, Action, Resource, Condition, ...rest } = statement;
  if (Effect !== 'Allow' || Object.keys(rest).length > 0)
    throw new Error(`unread: ${JSON.stringify(statement)}`);
  return {
    action: listOf(Action).join(' '),
    resource: listOf(Resource).map(toPattern).join(' '),
    ...(Condition === undefined
      ? {}
      : { condition: mapValues(Condition, (keys) => mapValues(keys, toPattern)) }),
  };
}

/** `*`, a text with `%{Source.Arn}` in it, or `Fn::Sub` over parameters of the template → text with `${Parameter}`. */
function toPattern(value: unknown): string {
  const text = typeof value === 'string' ? value.replaceAll('%{', '${') : substituted(value);
  if (text.includes(' ')) throw new Error(`a blank in ${text}`);
  return text;
}

function substituted(value: unknown): string {
  const sub = (value as { 'Fn::Sub'?: string | [string, Record<string, { Ref: string }>] })['Fn::Sub'];
  if (sub === undefined) throw new Error(`unread: ${JSON.stringify(value)}`);
  if (typeof sub === 'string') return sub;
  const [text, variables] = sub;
  return text.replace(/\$\{([A-Za-z0-9]+)\}/g, (whole, name: string) => {
    const parameter = variables[name]?.Ref;
    return parameter === undefined ? whole : `\${${parameter}}`;
  });
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
