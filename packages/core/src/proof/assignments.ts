import type { Pattern } from '../util/patterns.js';
import { align } from './align.js';
import type { CompiledPolicy } from './compile.js';
import { sampleValue } from './condition/language.js';
import type { Difference } from './inclusion.js';
import { resourcePattern } from './resource.js';
import { parseTemplate, templatePattern, type Part, type Template } from './variables.js';

/** Values for policy variables, by key in lower case, and the resource that they were made for. */
export interface Assignment {
  readonly values: ReadonlyMap<string, string>;
  /** Undefined: the resource of the difference, with the values in it. */
  readonly resource: string | undefined;
}

/** The version of the policy language that has variables. */
export const VARIABLES = '2012-10-17';

export type Variable = Part & { kind: 'variable' };

/** The texts of a pair of policies that hold variables, beside all that they could be compared with. */
export interface OpenTexts {
  readonly variables: readonly Variable[];
  readonly openResources: readonly Pattern[];
  readonly resources: readonly Pattern[];
  /** By key of the condition, the values that hold variables. */
  readonly openValues: ReadonlyMap<string, readonly Template[]>;
}

export function openTexts(policies: readonly CompiledPolicy[]): OpenTexts {
  const statements = policies.flatMap((policy) =>
    policy.statements.map((statement) => ({ ...statement, version: policy.version })),
  );
  const resources = statements.flatMap(({ resource, version }) =>
    (resource?.items ?? []).map(({ text }) => parseTemplate(text, version)),
  );
  const openValues = new Map<string, Template[]>();
  for (const { clauses, version } of statements) {
    for (const { key, values } of clauses) {
      const open = values.map((text) => parseTemplate(text, version)).filter(hasOpenPart);
      if (open.length > 0) openValues.set(key, [...(openValues.get(key) ?? []), ...open]);
    }
  }
  const open = resources.filter(hasOpenPart);
  const variables = [...open, ...[...openValues.values()].flat()].flat().filter(isVariable);
  return {
    variables,
    openResources: open.map(resourcePattern),
    resources: variables.length > 0 ? resources.map(resourcePattern) : [],
    openValues,
  };
}

/** Alignments tried for one difference. */
const ALIGNMENT_LIMIT = 100;

/**
 * Values for the variables, the likeliest first: one of its own for each, none at all, then such that a name with a
 * variable in it becomes a name that another statement writes out, and such that a condition's value does.
 */
export function* assignments(difference: Difference, texts: OpenTexts): Generator<Assignment> {
  const samples = new Map(texts.variables.map((variable) => [variable.key, sampleValue(variable)]));
  yield { values: samples, resource: undefined };
  if (texts.variables.length === 0) return;
  yield { values: new Map(), resource: undefined };
  const fromValues = conditionValues(difference, texts);
  if (fromValues.size > 0) yield { values: new Map([...samples, ...fromValues]), resource: undefined };
  let left = ALIGNMENT_LIMIT;
  const witness: Pattern = difference.resource.map((letter) => ({ kind: 'letter', letter }));
  for (const open of [witness, ...texts.openResources]) {
    for (const other of texts.resources) {
      if (left-- <= 0) return;
      const found = align(open, other);
      if (!found) continue;
      const values = new Map([...samples, ...fromValues, ...byKey(found.values)]);
      yield { values, resource: found.name };
    }
  }
}

/** What variables must be so that the chosen values of the condition keys fit. */
function conditionValues({ context }: Difference, { openValues }: OpenTexts): Map<string, string> {
  const values = new Map<string, string>();
  for (const [key, chosen] of context) {
    for (const template of openValues.get(key) ?? []) {
      for (const text of chosen ?? []) {
        const name: Pattern = text.split('').map((letter) => ({ kind: 'letter', letter }));
        const found = align(templatePattern(template), name);
        for (const [variable, value] of found ? byKey(found.values) : []) values.set(variable, value);
      }
    }
  }
  return values;
}

function byKey(values: ReadonlyMap<string, string>): [string, string][] {
  return [...values].flatMap(([letter, value]): [string, string][] => {
    const [part] = parseTemplate(letter, VARIABLES);
    return part?.kind === 'variable' ? [[part.key, value]] : [];
  });
}

function hasOpenPart(template: Template): boolean {
  return template.some(isVariable);
}

function isVariable(part: Part): part is Variable {
  return part.kind === 'variable';
}
