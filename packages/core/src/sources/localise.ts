import sortedLastIndexBy from 'lodash/sortedLastIndexBy.js';
import type { Problem } from '../util/problems.js';
import type { Position, Range, Span } from '../util/text.js';
import type { Composite, Part } from './composite.js';
import type { SourceModel, SourcePolicy, SourceStatement, Token } from './model.js';

/** Places of the long text of a composite as places of its files. */
interface Places {
  readonly parts: readonly Part[];
  /** How many problems stood before this source was read: those are somebody else's. */
  readonly firstProblem: number;
}

/**
 * The model of a composite with the places of its files: uri, offsets, lines. What several places of the source draw in
 * is not literal: an edit for one would change the others. The problems of the composite are moved too, in place.
 */
export function localise(model: SourceModel, composite: Composite, firstProblem = 0): SourceModel {
  const places: Places = { parts: composite.parts, firstProblem };
  if (places.parts.length === 1) return model;
  moveProblems(composite.reading.problems, model.uri, places);
  const placed = <T extends { uri: string; range: Range }>(item: T): T => ({
    ...item,
    ...atRange(item.range, places),
  });
  return {
    ...model,
    functions: model.functions.map((fn) => ({
      ...placed(fn),
      attached: fn.attached.map((item) => ({ ...placed(item), span: atSpan(item.span, places).span })),
      ...(fn.ignored ? { ignored: { ...fn.ignored, ...ownPlace(fn.ignored, places) } } : {}),
    })),
    policies: model.policies.map((policy) => movePolicy(policy, places)),
    resources: model.resources.map((resource) => {
      const { uri, range } = atRange(resource.range, places);
      return uri === model.uri ? { ...resource, range } : { ...resource, range, uri };
    }),
    keeps: model.keeps.map(placed),
  };
}

function movePolicy(policy: SourcePolicy, places: Places): SourcePolicy {
  const origin = policy.origin && {
    ...policy.origin,
    span: atSpan(policy.origin.span, places).span,
  };
  return {
    ...policy,
    ...atRange(policy.range, places),
    ...(origin ? { origin } : {}),
    statements: policy.statements.map((statement) => moveStatement(statement, places)),
  };
}

function moveStatement(statement: SourceStatement, places: Places): SourceStatement {
  const own = atSpan(statement.span, places);
  const tokens = (items: readonly Token[]): Token[] =>
    items.map((token) => moveToken(token, statement, places));
  return {
    ...statement,
    uri: own.uri,
    span: own.span,
    range: own.range,
    action: tokens(statement.action),
    notAction: tokens(statement.notAction),
    resource: tokens(statement.resource),
    notResource: tokens(statement.notResource),
  };
}

/** A token of another file than its statement's is shown at the statement. */
function moveToken(token: Token, statement: SourceStatement, places: Places): Token {
  const part = partAt(token.span.from, places);
  const isForeign = part !== partAt(statement.span.from, places);
  const { span, range } = atSpan(isForeign ? statement.span : token.span, places);
  return { ...token, span, range, literal: token.literal && !isForeign && !isShared(part) };
}

/** Whether two places draw in the same thing, or one a part of what the other does. */
function isShared({ uses }: Part): boolean {
  const sorted = [...uses.values()].map((use) => (use === '' ? '' : `${use}.`)).sort();
  return sorted.some((use, at) => at > 0 && use.startsWith(sorted[at - 1] ?? '\n'));
}

function moveProblems(problems: Problem[], uri: string, places: Places): void {
  for (let at = places.firstProblem; at < problems.length; at++) {
    const problem = problems[at];
    if (problem === undefined || problem.uri !== uri) continue;
    const part = partAtLine(problem.line, places);
    problems[at] = { ...problem, uri: part.uri, line: problem.line - part.fromLine };
  }
}

function ownPlace(item: { span: Span; range: Range }, places: Places): { span: Span; range: Range } {
  return { span: atSpan(item.span, places).span, range: atRange(item.range, places).range };
}

function atSpan(span: Span, places: Places): { uri: string; span: Span; range: Range } {
  const part = partAt(span.from, places);
  const move = (offset: number): number => Math.min(Math.max(0, offset - part.from), part.text.length);
  const moved = { from: move(span.from), to: move(span.to) };
  return { uri: part.uri, span: moved, range: part.lines.rangeOf(moved) };
}

function atRange(range: Range, places: Places): { uri: string; range: Range } {
  const part = partAtLine(range.start.line, places);
  const move = ({ line, character }: Position): Position => ({ line: line - part.fromLine, character });
  return { uri: part.uri, range: { start: move(range.start), end: move(range.end) } };
}

function partAt(offset: number, { parts }: Places): Part {
  return parts[lastBelow(parts, { from: offset }, 'from')] as Part;
}

function partAtLine(line: number, { parts }: Places): Part {
  return parts[lastBelow(parts, { fromLine: line }, 'fromLine')] as Part;
}

function lastBelow(parts: readonly Part[], at: Partial<Part>, by: 'from' | 'fromLine'): number {
  return Math.max(0, sortedLastIndexBy<Partial<Part>>(parts, at, by) - 1);
}
