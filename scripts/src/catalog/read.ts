import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText, sortedUnique } from './core.js';
import { accessLevelOf } from './level.js';
import type { ActionModel, ServiceModel } from './model.js';

/** One of the two pinned packages: where its JSON lies, its version, when it was published. */
export interface Pin {
  readonly package: string;
  readonly version: string;
  /** ISO day. */
  readonly date: string;
  readonly folder: string;
}

interface RawAction {
  name: string;
  accessLevel: string;
  conditionKeys: string[];
  dependentActions: string[];
  isPermissionOnly?: boolean;
  resourceTypes: { name: string; conditionKeys: string[]; dependentActions: string[] }[];
}

/** What only the older pin still says of an action. */
interface Older {
  readonly dependents: readonly string[];
  readonly permissionOnly: boolean;
}

/** Finds a pinned package among the root's devDependencies. */
export function findPin(alias: string): Pin {
  const root = fileURLToPath(new URL(`../../../node_modules/${alias}/`, import.meta.url));
  const manifest = readJson(join(root, 'package.json')) as Record<'name' | 'version' | 'updatedAt', string>;
  const { name, version, updatedAt } = manifest;
  return { package: name, version, date: updatedAt.slice(0, 10), folder: join(root, 'data') };
}

/** Reads every service of the newer pin, completed with what only the older one has; sorted by prefix. */
export function readServices(newer: Pin, older: Pin): ServiceModel[] {
  const prefixes = actionFiles(newer);
  const spelling = new Map<string, string>();
  for (const prefix of prefixes) {
    for (const { name } of rawActions(newer, prefix)) {
      spelling.set(`${prefix}:${name}`.toLowerCase(), `${prefix}:${name}`);
    }
  }
  const olderFacts = readOlder(older, spelling);
  const names = readJson(join(newer.folder, 'serviceNames.json')) as Record<string, string>;
  return prefixes.map((prefix) => readService(newer, prefix, names[prefix] ?? prefix, olderFacts));
}

function readService(
  pin: Pin,
  prefix: string,
  name: string,
  olderFacts: ReadonlyMap<string, Older>,
): ServiceModel {
  const rawTypes = readJson(join(pin.folder, 'resourceTypes', `${prefix}.json`)) as Record<
    string,
    { key: string; arn: string }
  >;
  const rawKeys = readJson(join(pin.folder, 'conditionKeys', `${prefix}.json`)) as Record<
    string,
    { key: string }
  >;
  const typeNames = new Map(Object.values(rawTypes).map(({ key }) => [key.toLowerCase(), key]));
  const actions = rawActions(pin, prefix).map((raw) => actionOf(prefix, raw, typeNames, olderFacts));
  const listedKeys = Object.values(rawKeys).map(({ key }) => key);
  return {
    prefix,
    name,
    conditionKeys: sortedUnique([...listedKeys, ...actions.flatMap((action) => action.conditionKeys)]),
    resourceTypes: Object.values(rawTypes)
      .map(({ key, arn }) => ({ name: key, arnFormats: sortedUnique(arn.split(', ')) }))
      .sort((a, b) => compareText(a.name, b.name)),
    actions: actions.sort((a, b) => compareText(a.name, b.name)),
  };
}

function actionOf(
  prefix: string,
  raw: RawAction,
  typeNames: ReadonlyMap<string, string>,
  olderFacts: ReadonlyMap<string, Older>,
): ActionModel {
  const older = olderFacts.get(`${prefix}:${raw.name}`.toLowerCase());
  return {
    name: raw.name,
    level: accessLevelOf(raw.accessLevel),
    // The tables of actions write some types in another case than the tables of types do.
    resourceTypes: sortedUnique(raw.resourceTypes.map((type) => typeOf(typeNames, prefix, type.name))),
    conditionKeys: sortedUnique([
      ...raw.conditionKeys,
      ...raw.resourceTypes.flatMap((type) => type.conditionKeys),
    ]),
    dependents: older?.dependents ?? [],
    permissionOnly: older?.permissionOnly ?? false,
  };
}

function typeOf(typeNames: ReadonlyMap<string, string>, prefix: string, name: string): string {
  const known = typeNames.get(name.toLowerCase());
  if (known === undefined) throw new Error(`${prefix} has no resource type "${name}"`);
  return known;
}

/** By lower-case action; dependents that the newer pin no longer has are left out. */
function readOlder(pin: Pin, spelling: ReadonlyMap<string, string>): Map<string, Older> {
  const facts = new Map<string, Older>();
  for (const prefix of actionFiles(pin)) {
    for (const raw of rawActions(pin, prefix)) {
      const written = [
        ...raw.dependentActions,
        ...raw.resourceTypes.flatMap((type) => type.dependentActions),
      ];
      const dependents = sortedUnique(written.flatMap((name) => spelling.get(name.toLowerCase()) ?? []));
      facts.set(`${prefix}:${raw.name}`.toLowerCase(), {
        dependents,
        permissionOnly: raw.isPermissionOnly === true,
      });
    }
  }
  return facts;
}

function actionFiles(pin: Pin): string[] {
  const files = readdirSync(join(pin.folder, 'actions')).filter((file) => file.endsWith('.json'));
  return files.map((file) => file.slice(0, -'.json'.length)).sort(compareText);
}

function rawActions(pin: Pin, prefix: string): RawAction[] {
  const actions = readJson(join(pin.folder, 'actions', `${prefix}.json`)) as Record<string, RawAction>;
  return Object.values(actions);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
