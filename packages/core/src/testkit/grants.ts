import type { ParsedSource, SourceFunction, SourcePolicy, SourceStatement } from '../sources/model.js';
import { parseSource } from '../sources/parseSource.js';
import { filesOf } from '../sources/files.js';

/** A source with its other files, uri → text; the first is the source. */
export function parseFiles(files: Readonly<Record<string, string>>): ParsedSource {
  const all = Object.entries(files).map(([uri, text]) => ({ uri, text }));
  return parseSource(all[0] ?? { uri: '', text: '' }, filesOf(all));
}

/** `Allow s3:GetObject on arn:…`, in the order of the policy; Deny, NotAction and NotResource say so. */
export function statementText({ effect, action, notAction, resource, notResource }: SourceStatement): string {
  const texts = (tokens: SourceStatement['action']): string => tokens.map(({ text }) => text).join(' ');
  const what = notAction.length > 0 ? `all but ${texts(notAction)}` : texts(action);
  const where = notResource.length > 0 ? `all but ${texts(notResource)}` : texts(resource);
  return `${effect} ${what} on ${where}`;
}

export function functionNamed({ value }: ParsedSource, name: string): SourceFunction {
  const fn = value.functions.find((each) => each.name === name);
  if (fn === undefined)
    throw new Error(`no function ${name} among ${value.functions.map((f) => f.name).join()}`);
  return fn;
}

/** The policies of a function, in its order. */
export function policiesOf(parsed: ParsedSource, name: string): SourcePolicy[] {
  const byId = new Map(parsed.value.policies.map((policy) => [policy.id, policy]));
  return functionNamed(parsed, name).policies.flatMap((id) => byId.get(id) ?? []);
}

/** What a function is granted, by kind of policy. */
export function grantsOf(
  parsed: ParsedSource,
  name: string,
  kinds: readonly SourcePolicy['kind'][] = ['inline', 'managed', 'named'],
): string[] {
  return policiesOf(parsed, name)
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap(({ statements }) => statements.map(statementText));
}
