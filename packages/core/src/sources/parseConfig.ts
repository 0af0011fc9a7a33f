import type { Problem } from '../util/problems.js';
import type { Config, Severity } from './config.js';
import { validateConfig } from './configValidation.js';
import { findTooDeep, maxDepth } from './depth.js';
import { noFiles } from './files.js';
import { isDay } from './keeps.js';
import type { Keep, Source } from './model.js';
import { openReading, quoted, rangeAt, report, type Reading } from './reading.js';
import { child, entriesOf, findEntry, isNull, listOf, stringOf, type Tree } from './tree.js';
import { parseYamlTree } from './yamlTree.js';

/** The config where nothing is configured. */
export const emptyConfig: Config = {
  links: [],
  stacks: [],
  keep: [],
  severities: {},
  minWindow: undefined,
  usage: [],
  selectors: [],
  trails: [],
};

/**
 * Reads `leastwise.config.yaml` (see configSchema.ts). What does not fit is a problem with its line and is left out; the
 * rest counts.
 */
export function parseConfig(source: Source): { value: Config; problems: readonly Problem[] } {
  const reading = openReading(source, { files: noFiles, problems: [], missing: new Set() });
  const tree = readTree(reading);
  if (tree === undefined || isNull(tree)) return { value: emptyConfig, problems: reading.problems };
  const bad = validateConfig(tree, reading);
  return { value: toConfig(tree, bad, reading), problems: reading.problems };
}

function readTree(reading: Reading): Tree | undefined {
  const tooDeep = findTooDeep(reading.text, 'yaml');
  if (tooDeep !== undefined) {
    const why = `The nesting is deeper than ${maxDepth} levels here; the config is not read.`;
    report(reading, 'unreadable', 'config-too-deep', { from: tooDeep, to: tooDeep }, why);
    return undefined;
  }
  const { tree, issues } = parseYamlTree(reading.text);
  for (const issue of issues.slice(0, 5)) {
    report(reading, 'unreadable', 'yaml-syntax', issue.span, `${issue.message}. Correct the config here.`);
  }
  return tree;
}

function toConfig(tree: Tree, bad: ReadonlySet<Tree>, reading: Reading): Config {
  const good = (at: Tree | undefined): Tree | undefined => (at && bad.has(at) ? undefined : at);
  const list = (key: string): readonly Tree[] =>
    listOf(good(child(tree, key))).filter((item) => !bad.has(item));
  const texts = (key: string): string[] => list(key).flatMap((item) => stringOf(item) ?? []);
  const minWindow = good(child(tree, 'window', 'min'));
  return {
    links: list('links').flatMap((item) => toLink(item, bad)),
    stacks: texts('stacks'),
    keep: list('keep').flatMap((item) => toKeep(item, bad, reading)),
    severities: Object.fromEntries(
      entriesOf(good(child(tree, 'rules')))
        .filter(({ value }) => !bad.has(value))
        .map(({ key, value }) => [key, stringOf(value) as Severity | 'off']),
    ),
    minWindow:
      minWindow?.kind === 'scalar' && typeof minWindow.value === 'number' ? minWindow.value : undefined,
    usage: texts('usage'),
    selectors: texts('selectors'),
    trails: texts('trails'),
  };
}

/** A link with a part that does not fit is left out as a whole: half of it could join the wrong things. */
function toLink(item: Tree, bad: ReadonlySet<Tree>): Config['links'][number][] {
  const name = stringOf(child(item, 'function'));
  if (name === undefined || entriesOf(item).some(({ value }) => bad.has(value))) return [];
  return [{ function: name, role: stringOf(child(item, 'role')), session: stringOf(child(item, 'session')) }];
}

/** A keep counts as long as its action is clear: without an end, or for every function, it keeps more, not less. */
function toKeep(item: Tree, bad: ReadonlySet<Tree>, reading: Reading): Keep[] {
  const text = (key: string): string | undefined => {
    const value = child(item, key);
    return value && !bad.has(value) ? stringOf(value) : undefined;
  };
  const pattern = text('action');
  if (pattern === undefined) return [];
  const day = text('until');
  const until = day !== undefined && isDay(day) ? day : undefined;
  const place = findEntry(item, 'until');
  if (day !== undefined && until === undefined && place !== undefined) {
    const why = `${quoted(day)} is no day of the calendar; ${pattern} is kept without an end until it is.`;
    report(reading, 'input', 'config-invalid', place.value.span, why);
  }
  const reason = text('reason') ?? '';
  const range = rangeAt(reading, item.span);
  return [{ pattern, until, reason, function: text('function'), uri: reading.uri, range }];
}
