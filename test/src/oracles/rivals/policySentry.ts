import { findAction, resourceTypesOf, serviceOf } from './core.js';
import { askRival } from './python.js';
import type { Compared, Disagreement } from './types.js';

interface TheirService {
  readonly actions: Readonly<
    Record<string, { readonly level: string; readonly resources: readonly string[] }>
  >;
  /** ARN format by name of the resource type. */
  readonly formats: Readonly<Record<string, string>>;
}

/** The catalog: actions, access levels, resource types of actions, ARN formats. Asked of what they have. */
export function comparePolicySentry(): Compared {
  const theirs = askRival('readPolicySentry.py', null) as Readonly<Record<string, TheirService>>;
  const services = Object.entries(theirs);
  return {
    asked: services.reduce((sum, [, { actions }]) => sum + Object.keys(actions).length, 0),
    disagreements: services.flatMap(([prefix, service]) => compareService(prefix, service)),
  };
}

function compareService(prefix: string, { actions, formats }: TheirService): Disagreement[] {
  const own = serviceOf(prefix);
  if (own === undefined) return [differ('service missing', prefix, '', 'listed')];
  return Object.entries(actions).flatMap(([name, action]) => {
    const found = findAction(`${prefix}:${name}`);
    if (found === undefined) return [differ('action missing', `${prefix}:${name}`, '', 'listed')];
    return [
      ...(found.level === action.level
        ? []
        : [differ('access level', found.name, found.level, action.level)]),
      ...compareFormats(
        found.name,
        action.resources.map((type) => formats[type] ?? '').filter((format) => format !== ''),
      ),
    ];
  });
}

/** Formats that we lack only: a type that they do not have yet makes nothing worse. */
function compareFormats(action: string, theirs: readonly string[]): Disagreement[] {
  const ours = resourceTypesOf(action).flatMap(({ arnFormats }) => arnFormats);
  const known = new Set(ours.map(withoutNames));
  const missing = theirs.filter((format) => !known.has(withoutNames(format)));
  return missing.length === 0 ? [] : [differ('ARN format', action, ours.join(' '), missing.join(' '))];
}

/** Names of placeholders differ between AWS's tables without meaning anything. */
function withoutNames(format: string): string {
  return format.replace(/\$\{[^}]*\}/g, '{}');
}

function differ(kind: string, subject: string, ours: string, theirs: string): Disagreement {
  return { rival: 'policy_sentry', kind, subject, ours, theirs };
}
