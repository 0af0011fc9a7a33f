import type { ParsedSource, Source, SourceStatement } from '../sources/model.js';
import { parseSources } from '../sources/parseSources.js';
import { filesOf } from '../sources/files.js';
import { prepare } from '../prepare.js';

/** Reads a module from one file, with other files by name. `await prepareTerraform()` before. */
export function readModule(text: string, others: Readonly<Record<string, string>> = {}): ParsedSource {
  const source: Source = { uri: 'main.tf', text };
  const files = Object.entries(others).map(([uri, own]) => ({ uri, text: own }));
  const [parsed] = parseSources([source], filesOf([source, ...files]));
  if (parsed === undefined) throw new Error('no model');
  return parsed;
}

export async function prepareTerraform(): Promise<void> {
  await prepare({ formats: ['terraform'] });
}

/** `Allow s3:GetObject, s3:PutObject on *`; a statement with a condition ends in it as JSON. */
export function statementLine(statement: SourceStatement): string {
  const { effect, action, notAction, resource, notResource, condition } = statement;
  const list = (mark: string, tokens: SourceStatement['action']): string =>
    tokens.length === 0 ? '' : ` ${mark}${tokens.map(({ text }) => text).join(', ')}`;
  const what = `${effect}${list('', action)}${list('not ', notAction)}`;
  const where = `${list('on ', resource)}${list('not on ', notResource)}`;
  return `${what}${where}${condition ? ` if ${JSON.stringify(condition)}` : ''}`;
}

/** The statements of each policy that the source states, by its place's last part. */
export function grantLines({ value }: ParsedSource): string[] {
  return value.policies.flatMap(({ statements }) => statements.map(statementLine));
}

/** Code and line (from 1) of each problem. */
export function problemLines({ problems }: ParsedSource): string[] {
  return problems.map(({ kind, code, line }) => `${kind} ${code} ${line + 1}`);
}
