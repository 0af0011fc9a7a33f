import type { AccessLevel } from './core.js';

/** AWS's five levels, the more telling first: the 2026 data writes several for one action, as `Tagging, Write`. */
const byPrecedence: readonly AccessLevel[] = ['Permissions management', 'Tagging', 'Write', 'List', 'Read'];

/**
 * One of AWS's five levels for what the data says. AWS's pages of 2025 gave each action one level; those of 2026 add the
 * flags `Tagging` and `Permissions management` to `Write`, and the action's old single level is the flag.
 */
export function accessLevelOf(written: string): AccessLevel {
  const parts = written.split(',').map((part) => part.trim());
  const unknown = parts.filter((part) => !byPrecedence.some((level) => level === part));
  if (unknown.length > 0) throw new Error(`Unknown access level "${unknown.join(', ')}" in "${written}"`);
  const level = byPrecedence.find((candidate) => parts.includes(candidate));
  if (level === undefined) throw new Error('An action without access level');
  return level;
}
