import { compileMatcher } from '../util/patterns.js';
import type { CompiledPolicy, CompiledStatement } from './compile.js';
import { resourcePattern } from './resource.js';
import { widenSymbols } from './symbolic.js';
import { parseTemplate } from './variables.js';

/**
 * Which of the statements apply to a resource, as a text; undefined where that depends on what a symbol or a variable
 * stands for. Resources with one key are the same to all these policies: what is left of them is their conditions.
 */
export type MatchKey = (resource: string) => string | undefined;

export function compileMatchKey(policies: readonly CompiledPolicy[]): MatchKey {
  const tests = policies.flatMap(({ statements, version }) =>
    statements.map((statement) => compileTest(statement, version)),
  );
  return (resource) => {
    let key = '';
    for (const test of tests) {
      const applies = test(resource);
      if (applies === undefined) return undefined;
      key += applies ? '1' : '0';
    }
    return key;
  };
}

const NO_CONTEXT: ReadonlyMap<string, readonly string[]> = new Map();

type Test = (resource: string) => boolean | undefined;

function compileTest({ resource }: CompiledStatement, version: string | undefined): Test {
  if (!resource?.items) return () => false;
  const { items, negated } = resource;
  const isOpen = ({ text }: { readonly text: string }): boolean => text.includes('${');
  const sure = items.filter((item) => !isOpen(item));
  const open = items
    .filter(isOpen)
    .map(({ text }) => compileMatcher(widenSymbols(resourcePattern(parseTemplate(text, version)))));
  return (name) => {
    if (sure.some(({ matches }) => matches(name, NO_CONTEXT))) return !negated;
    return open.some((mayMatch) => mayMatch(name)) ? undefined : negated;
  };
}
