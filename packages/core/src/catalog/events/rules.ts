import type { EventRule } from './types.js';
import { dataRules } from './rules/data.js';
import { managementRules } from './rules/management.js';
import { operationPageRules } from './rules/operationPages.js';
import { operationTableRules } from './rules/operationTables.js';
import { s3Rules } from './rules/s3.js';
import { words } from './words.js';

const tables: readonly (readonly EventRule[])[] = [
  dataRules,
  managementRules,
  s3Rules,
  operationPageRules,
  operationTableRules,
];
const byEvent = new Map<string, EventRule>();
for (const rule of tables.flat()) {
  for (const name of words(rule.events)) byEvent.set(`${rule.stem} ${name}`, rule);
}

/** The explicit rule for one event, without regard to its type. */
export function ruleOf(stem: string, eventName: string): EventRule | undefined {
  return byEvent.get(`${stem} ${eventName}`);
}

/** All rules, for checks of the tables. */
export function allRules(): readonly EventRule[] {
  return tables.flat();
}
