import memoize from 'lodash/memoize.js';
import type { AccessLevel, CatalogAction, CatalogResourceType, CatalogService } from './types.js';

/**
 * One service as one string: nine lines. `scripts/src/catalog/encode.ts` writes them, `data/README.md` describes them.
 *
 *     0  name of the service
 *     1  condition keys of the service, by spaces; a leading `:` stands for the service's own prefix
 *     2  resource types, by `;`, each `name=format|format`; `~` and `^` stand for the usual starts of an ARN
 *     3  action names in code-unit order, by spaces
 *     4  one letter per action: the access level, in lower case where permission-only
 *     5  resource types of each action, by `,`: positions in line 2, joined by `.`
 *     6  distinct sets of condition keys, by `;`: positions in line 1, joined by `.`
 *     7  set of each action, by `,`: a position in line 6, empty for none
 *     8  dependents, by `;`, each `position of the action=action action`
 *
 * Positions are written in base 36.
 */
export type EncodedService = string;

export const levelLetters: ReadonlyMap<string, AccessLevel> = new Map([
  ['R', 'Read'],
  ['L', 'List'],
  ['W', 'Write'],
  ['T', 'Tagging'],
  ['P', 'Permissions management'],
]);

/** What `^` stands for at the start of an ARN format. */
export const arnStart = 'arn:${Partition}:';

/** What `~` stands for at the start of an ARN format. */
export function ownArnStart(prefix: string): string {
  return arnStart + prefix + ':${Region}:${Account}:';
}

/** Only the action names, without prefix: enough to expand patterns, and far cheaper than the whole service. */
export function decodeActionNames(text: EncodedService): string[] {
  return items(text.split('\n', 4)[3] ?? '', ' ');
}

/** The whole service. Never fails: what a damaged line does not say is empty. */
export function decodeService(prefix: string, text: EncodedService): CatalogService {
  const lines = text.split('\n');
  const line = (number: number) => lines[number] ?? '';
  const conditionKeys = items(line(1), ' ').map((key) => ownName(prefix, key));
  const resourceTypes = decodeTypes(prefix, line(2));
  return {
    prefix,
    name: line(0),
    actions: decodeActions(prefix, line, [...resourceTypes.keys()], conditionKeys),
    resourceTypes,
    conditionKeys,
  };
}

function decodeTypes(prefix: string, line: string): Map<string, CatalogResourceType> {
  const types = new Map<string, CatalogResourceType>();
  for (const item of items(line, ';')) {
    const at = item.indexOf('=');
    const name = item.slice(0, at);
    const arnFormats = items(item.slice(at + 1), '|').map((format) => longFormat(prefix, format));
    types.set(name, { name, arnFormats });
  }
  return types;
}

function decodeActions(
  prefix: string,
  line: (number: number) => string,
  typeNames: readonly string[],
  conditionKeys: readonly string[],
): Map<string, CatalogAction> {
  const levels = line(4);
  const typeLists = line(5).split(',');
  const typesOf = memoize((list: string) => pick(typeNames, list));
  const keySets = line(6)
    .split(';')
    .map((set) => pick(conditionKeys, set));
  const keySetOf = line(7).split(',');
  const dependents = decodeDependents(prefix, line(8));
  const actions = new Map<string, CatalogAction>();
  items(line(3), ' ').forEach((name, index) => {
    const letter = levels[index] ?? 'W';
    actions.set(name.toLowerCase(), {
      name: `${prefix}:${name}`,
      level: levelLetters.get(letter.toUpperCase()) ?? 'Write',
      resourceTypes: typesOf(typeLists[index] ?? ''),
      conditionKeys: keySets[position(keySetOf[index] ?? '')] ?? [],
      dependents: dependents.get(index) ?? [],
      permissionOnly: letter !== letter.toUpperCase(),
    });
  });
  return actions;
}

function decodeDependents(prefix: string, line: string): Map<number, string[]> {
  const dependents = new Map<number, string[]>();
  for (const item of items(line, ';')) {
    const at = item.indexOf('=');
    const names = items(item.slice(at + 1), ' ').map((name) => ownName(prefix, name));
    dependents.set(position(item.slice(0, at)), names);
  }
  return dependents;
}

function longFormat(prefix: string, format: string): string {
  if (format.startsWith('~')) return ownArnStart(prefix) + format.slice(1);
  if (format.startsWith('^')) return arnStart + format.slice(1);
  return format;
}

function ownName(prefix: string, name: string): string {
  return name.startsWith(':') ? prefix + name : name;
}

function pick(values: readonly string[], positions: string): string[] {
  return items(positions, '.').flatMap((text) => values[position(text)] ?? []);
}

/** -1, which is no position, for what is not a number in base 36. */
function position(text: string): number {
  const value = Number.parseInt(text, 36);
  return Number.isNaN(value) ? -1 : value;
}

function items(line: string, separator: string): string[] {
  return line === '' ? [] : line.split(separator);
}
