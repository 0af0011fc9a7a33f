import type { LocatedFinding } from './findings/rule.js';
import { noFiles } from './sources/files.js';
import type { Source, SourceModel } from './sources/model.js';
import { parseSource } from './sources/parseSource.js';
import { lineStart } from './suggestions/edits/layout.js';
import { applyEdits, editOf } from './suggestions/edits/local.js';
import type { TextEdit } from './suggestions/edits/types.js';

/** Why a grant is to stay although nobody was seen using it. */
export interface KeepRequest {
  /** For people, one line. */
  readonly reason: string;
  /** `YYYY-MM-DD`: kept through that day; without it, always. */
  readonly until?: string;
}

/**
 * The edit that writes the keep comment for what a finding is about, on a line of its own above the statement; undefined
 * where the source takes no comments (JSON: write `keep` in the config) or the comment would not be read back there.
 */
export function keepEdit(
  { finding, places }: LocatedFinding,
  source: Source,
  model: SourceModel,
  { reason, until }: KeepRequest,
): TextEdit | undefined {
  const statement = places[0]?.comparison.grant.statement;
  if (statement === undefined || notOfActions.includes(finding.rule)) return undefined;
  const start = lineStart(source.text, statement.span.from);
  const lead = /^[ ]*(?=-|[A-Za-z"'])/.exec(source.text.slice(start, statement.span.from + 1))?.[0];
  if (lead === undefined) return undefined;
  const isService = finding.rule === 'service-unused';
  const patterns = isService
    ? [`${String(finding.evidence['service'])}:*`]
    : [...new Set(places.map(({ token }) => token.text))];
  const eol = source.text.includes('\r\n') ? '\r\n' : '\n';
  const end = until === undefined ? '' : ` until ${until}`;
  const said = reason.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  const lines = patterns.map((pattern) => `${lead}# leastwise-keep ${pattern}${end}: ${said}${eol}`);
  const edit = editOf(start, start, lines.join(''));
  return isReadBack(source, model, applyEdits(source.text, [edit]), patterns)
    ? { uri: source.uri, ...edit }
    : undefined;
}

/** What these find is not about actions alone. */
const notOfActions = ['resource-wildcard', 'coverage-missing'];

/** The comment is read as a keep, nothing else has changed, and it raised no problem. */
function isReadBack(source: Source, model: SourceModel, text: string, patterns: readonly string[]): boolean {
  const before = parseSource(source, noFiles);
  const after = parseSource({ uri: source.uri, text }, noFiles);
  const count = ({ keeps }: SourceModel): number =>
    keeps.filter(({ pattern }) => patterns.includes(pattern)).length;
  return (
    after.problems.length === before.problems.length &&
    after.value.policies.length === before.value.policies.length &&
    count(after.value) > count(model)
  );
}
