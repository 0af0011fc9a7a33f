import { arnStart, levelLetters, ownArnStart, type EncodedService } from './core.js';
import type { ActionModel, ServiceModel } from './model.js';

/** The one string that `decodeService` of core's catalog reads; the lines are described there. */
export function encodeService(service: ServiceModel): EncodedService {
  const { prefix, actions } = service;
  const keyPositions = positionsOf(service.conditionKeys);
  const typePositions = positionsOf(service.resourceTypes.map((type) => type.name));
  const keySets = actions.map((action) => positions(keyPositions, action.conditionKeys, '.'));
  const distinctSets = [...new Set(keySets)].filter((set) => set !== '');
  const setPositions = positionsOf(distinctSets);
  const lines = [
    service.name,
    service.conditionKeys.map((key) => shortName(prefix, key)).join(' '),
    service.resourceTypes.map((type) => typeText(prefix, type)).join(';'),
    actions.map((action) => action.name).join(' '),
    actions.map(levelLetter).join(''),
    actions.map((action) => positions(typePositions, action.resourceTypes, '.')).join(','),
    distinctSets.join(';'),
    keySets.map((set) => (set === '' ? '' : positions(setPositions, [set], '.'))).join(','),
    dependentsText(prefix, actions),
  ];
  const broken = lines.find((line) => line.includes('\n'));
  if (broken !== undefined) throw new Error(`${prefix}: a line break in "${broken}"`);
  return lines.join('\n');
}

function typeText(prefix: string, type: ServiceModel['resourceTypes'][number]): string {
  for (const text of [type.name, ...type.arnFormats]) {
    if (/[;|=~^]/.test(text)) throw new Error(`${prefix}: a separator in "${text}"`);
  }
  return `${type.name}=${type.arnFormats.map((format) => shortFormat(prefix, format)).join('|')}`;
}

function shortFormat(prefix: string, format: string): string {
  const own = ownArnStart(prefix);
  if (format.startsWith(own)) return `~${format.slice(own.length)}`;
  return format.startsWith(arnStart) ? `^${format.slice(arnStart.length)}` : format;
}

function levelLetter(action: ActionModel): string {
  const letter = [...levelLetters].find(([, level]) => level === action.level)?.[0];
  if (letter === undefined) throw new Error(`No letter for the level "${action.level}"`);
  return action.permissionOnly ? letter.toLowerCase() : letter;
}

function dependentsText(prefix: string, actions: readonly ActionModel[]): string {
  return actions
    .flatMap((action, index) => {
      const names = action.dependents.map((name) => shortName(prefix, name)).join(' ');
      return names === '' ? [] : `${index.toString(36)}=${names}`;
    })
    .join(';');
}

function shortName(prefix: string, name: string): string {
  if (/[\s;=]/.test(name)) throw new Error(`${prefix}: a separator in "${name}"`);
  return name.startsWith(`${prefix}:`) ? name.slice(prefix.length) : name;
}

function positionsOf(values: readonly string[]): Map<string, number> {
  return new Map(values.map((value, index) => [value, index]));
}

function positions(known: ReadonlyMap<string, number>, values: readonly string[], separator: string): string {
  return values
    .map((value) => {
      const position = known.get(value);
      if (position === undefined) throw new Error(`"${value}" is not in its own list`);
      return position.toString(36);
    })
    .join(separator);
}
