import type { Finding, Problem, Range, Severity } from '@leastwise/core';
import groupBy from 'lodash/groupBy.js';
import { clientUri, functionOf, keyOf, ownName, type Result, type WrittenToken } from '../analysis/result.js';
import { count, listed, usedText, windowText } from '../text/usage.js';

/** A place with something to say about it, before it is made the editor's. */
export interface Squiggle {
  readonly uri: string;
  readonly range: Range;
  readonly severity: Severity | 'hint';
  /** Id of the rule, or of the problem. */
  readonly code: string;
  readonly message: string;
  /** Nothing uses it: shown pale. */
  readonly faded: boolean;
  readonly related: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
  readonly data: SquiggleData;
}

/** What a quick fix reads back. */
export interface SquiggleData {
  readonly rule: string;
  readonly functions: readonly string[];
  readonly fingerprints: readonly string[];
}

/** Everything to show of one result, in the order of files and places. */
export function squigglesOf(result: Result, options: { readonly hints: boolean }): Squiggle[] {
  const tokens = new Map<string, WrittenToken>();
  for (const [file, own] of result.tokens)
    for (const token of own) tokens.set(`${token.kind} ${file} ${keyOf(token.range)}`, token);
  const found = findingSquiggles(result, tokens);
  const spoken = new Set(found.map(({ uri, range }) => `${uri} ${keyOf(range)}`));
  const rest = [...result.tokens].flatMap(([file, own]) =>
    own.flatMap((token) => {
      if (spoken.has(`${clientUri(result, file)} ${keyOf(token.range)}`)) return [];
      return silentToken(token, file, result, options.hints);
    }),
  );
  return [...found, ...rest, ...problemSquiggles(result, options.hints)];
}

/** One squiggle for all functions of which a rule says the same at the same place. */
function findingSquiggles(result: Result, tokens: ReadonlyMap<string, WrittenToken>): Squiggle[] {
  const groups = groupBy(
    result.analysis.findings,
    ({ rule, uri, range }) => `${rule} ${uri} ${keyOf(range)}`,
  );
  return Object.values(groups).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const kind = first.rule === 'resource-wildcard' ? 'resource' : 'action';
    const token = tokens.get(`${kind} ${first.uri} ${keyOf(first.range)}`);
    return [findingSquiggle(group, first, token, result)];
  });
}

function findingSquiggle(
  group: readonly Finding[],
  first: Finding,
  token: WrittenToken | undefined,
  result: Result,
): Squiggle {
  const names = group.map((finding) => finding.function);
  const ids = result.analysis.functions.filter(({ name }) => names.includes(name)).map(({ id }) => id);
  return {
    uri: clientUri(result, first.uri),
    range: first.range,
    severity: first.severity,
    code: first.rule,
    message: messageOf(group, token, result),
    faded: token !== undefined && token.kind === 'action' && isAllUnused(token),
    related: relatedOf(first.uri, ids, result),
    data: {
      rule: first.rule,
      functions: ids,
      fingerprints: group.map(({ fingerprint }) => fingerprint),
    },
  };
}

const mostMessages = 3;

function messageOf(group: readonly Finding[], token: WrittenToken | undefined, result: Result): string {
  const said = [...new Set(group.map(saidOf))];
  const more = said.length > mostMessages ? [`And ${said.length - mostMessages} more functions.`] : [];
  const lines = [...said.slice(0, mostMessages), ...more, ...useLines(token)];
  return [...lines, `Looked at: ${windowText(result.analysis.window)}.`].join('\n');
}

/** The message; without the selectors of `coverage-missing`, which are for a command line to copy. */
function saidOf({ rule, message, evidence }: Finding): string {
  const selectors = rule === 'coverage-missing' ? JSON.stringify(evidence['selectors']) : '';
  if (selectors === '') return message;
  return message
    .replace(`: ${selectors}`, '.')
    .replace(/with (?:this selector|these selectors) \(/, '(the report has the selectors; ');
}

/** What the token's functions did use: of the token where anything was, else of its services. */
function useLines(token: WrittenToken | undefined): string[] {
  if (token === undefined) return [];
  const byFunction = new Map(
    token.grants.map(({ fn }) => [fn, token.grants.filter((each) => each.fn === fn)]),
  );
  return [...byFunction].slice(0, mostMessages).flatMap(([fn, own]) => {
    const granted = new Set(
      own.flatMap(({ grant: { actions } }) => [...actions.used, ...actions.possiblyUsed]),
    );
    const ofToken = usedText(fn, (action) => granted.has(action));
    if (ofToken !== '') return [`${fn.name} used here: ${ofToken}.`];
    const services = new Set(own.map(({ grant }) => serviceOfPattern(grant.pattern)));
    const others = usedText(fn, (action) => services.has(serviceOfPattern(action)));
    return others === '' ? [] : [`Of ${listed([...services])}, ${fn.name} used: ${others}.`];
  });
}

function serviceOfPattern(pattern: string): string {
  return pattern.slice(0, Math.max(0, pattern.indexOf(':'))).toLowerCase();
}

/** A token that no rule speaks of: pale where nothing uses it, a hint where nobody can know. */
function silentToken(token: WrittenToken, file: string, result: Result, hints: boolean): Squiggle[] {
  const stated = token.grants.filter(({ grant }) => !grant.implied);
  const [first] = stated;
  if (first === undefined) return [];
  const ids = [...new Set(stated.map(({ fn }) => fn.id))];
  const place = { uri: clientUri(result, file), range: token.range, related: relatedOf(file, ids, result) };
  if (isAllUnused({ ...token, grants: stated })) {
    const what = token.kind === 'action' ? first.grant.pattern : first.grant.resource;
    const message = `Nothing of ${what} was used by ${listed(namesOf(stated))}.\nLooked at: ${windowText(result.analysis.window)}.`;
    const rule = ruleOfUnused(token, stated, result);
    const data = { rule, functions: ids, fingerprints: [] };
    const severity = token.kind === 'action' ? severityOf(rule, ids, result) : 'hint';
    return [{ ...place, severity, code: rule, message, faded: true, data }];
  }
  if (!hints || token.kind === 'resource') return [];
  const message = doubtOf(stated);
  if (message === '') return [];
  const data = { rule: 'cannot-know', functions: ids, fingerprints: [] };
  return [{ ...place, severity: 'hint', code: 'cannot-know', message, faded: false, data }];
}

/** A service of which nothing is used has one finding, at its first token: the others are of the same kind. */
function ruleOfUnused(token: WrittenToken, stated: WrittenToken['grants'], result: Result): string {
  if (token.kind === 'resource') return 'resource-unused';
  const services = new Set(stated.map(({ grant }) => serviceOfPattern(grant.pattern)));
  const names = namesOf(stated);
  const isService = result.analysis.findings.some(
    ({ rule, function: name, evidence }) =>
      rule === 'service-unused' && names.includes(name) && services.has(String(evidence['service'])),
  );
  return isService ? 'service-unused' : 'action-unused';
}

function severityOf(rule: string, ids: readonly string[], result: Result): Severity | 'hint' {
  const names = result.analysis.functions.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const found = result.analysis.findings.find((each) => each.rule === rule && names.includes(each.function));
  return found?.severity ?? 'hint';
}

/** Why nobody can know, or why it is kept all the same: each reason once, with its actions and functions. */
function doubtOf(stated: WrittenToken['grants']): string {
  const byReason = new Map<string, { actions: Set<string>; names: Set<string> }>();
  for (const { fn, grant } of stated)
    for (const action of [...grant.actions.unknown, ...grant.actions.notObservable]) {
      const reason = grant.reasons[action] ?? 'not known';
      // Said once, at the function itself.
      if (reason.startsWith('function-not-seen')) continue;
      const known = byReason.get(reason) ?? { actions: new Set(), names: new Set() };
      known.actions.add(action);
      known.names.add(fn.name);
      byReason.set(reason, known);
    }
  const lines = [...byReason].slice(0, mostMessages).map(([reason, { actions, names }]) => {
    const what = listed([...actions]);
    if (reason.startsWith('kept ')) return `${what} is ${reason}.`;
    return `The logs cannot tell whether ${listed([...names])} used ${what}: ${reason}.`;
  });
  const rest = byReason.size - lines.length;
  return [...lines, ...(rest > 0 ? [`And ${count(rest, 'more reason')}.`] : [])].join('\n');
}

function isAllUnused({ grants }: Pick<WrittenToken, 'grants'>): boolean {
  return (
    grants.length > 0 &&
    grants.every(({ grant: { actions, implied } }) => {
      const { unused, ...others } = actions;
      return !implied && unused.length > 0 && Object.values(others).every((list) => list.length === 0);
    })
  );
}

function namesOf(stated: WrittenToken['grants']): string[] {
  return [...new Set(stated.map(({ fn }) => fn.name))];
}

/** The function, where its grant stands in another file or is shared by several. */
function relatedOf(file: string, ids: readonly string[], result: Result): Squiggle['related'] {
  return ids.slice(0, 10).flatMap((id) => {
    const fn = functionOf(result, id);
    if (fn === undefined || (fn.uri === file && ids.length === 1)) return [];
    return [{ uri: clientUri(result, fn.uri), range: fn.range, message: `${fn.name} has this grant.` }];
  });
}

/** Problems that only say that this is no source, or repeat what the status says. */
const unsaid: ReadonlySet<string> = new Set([
  'source-unknown',
  'source-empty',
  'format-not-supported-yet',
  'format-not-ready',
  'catalog-not-ready',
]);

function problemSquiggles(result: Result, hints: boolean): Squiggle[] {
  if (result.project.usage.length === 0) return [];
  return result.analysis.problems
    .filter(({ code }) => !unsaid.has(code))
    .flatMap((problem) => {
      if (problem.kind !== 'unreadable' && !hints) return [];
      return [problemSquiggle(problem, result)];
    });
}

/** A problem has a line: all of it, from its first character. */
function problemSquiggle(problem: Problem, result: Result): Squiggle {
  const text = result.unit.sources.find(({ uri }) => uri === problem.uri)?.text ?? '';
  return {
    uri: clientUri(result, problem.uri === '' ? ownName(result) : problem.uri),
    range: lineRange(text, problem.line),
    severity: problem.kind === 'unreadable' ? 'info' : 'hint',
    code: problem.code,
    message: problem.message,
    faded: false,
    related: [],
    data: { rule: problem.code, functions: [], fingerprints: [] },
  };
}

function lineRange(text: string, line: number): Range {
  const own = text.split('\n', line + 1)[line] ?? '';
  const start = own.length - own.trimStart().length;
  return {
    start: { line, character: start },
    end: { line, character: Math.max(start, own.trimEnd().length) },
  };
}
