import { quoted, readFile } from '../../../reading.js';
import { drawIn } from '../../../composite.js';
import { child, entriesOf, type ScalarTree, type Tree } from '../../../tree.js';
import type { Piece, Variable, VariableSource } from './parseVariables.js';
import { absent, known, open, scalarAt, type Outcome } from './outcome.js';
import { selfSpecial } from './selfSpecial.js';
import { stageSymbol, symbolOfRaw, variableSymbol } from './variableSymbol.js';
import { note, noteFile, type Variables } from './variables.js';
import { chooseOne, walk } from './walk.js';

/** One variable: the first of its sources that has a value, or that may have one when it is deployed. */
export function resolveVariable(variable: Variable, use: ScalarTree, variables: Variables): Outcome {
  if (variables.budget.left-- <= 0) {
    const why = 'The variables of this source repeat too much; what is left of them is not resolved.';
    note(variables, 'variables-too-many', variables.root.span, why);
    return open(symbolOfRaw(variable.raw));
  }
  let last: Outcome = absent;
  for (const source of variable.sources) {
    last = resolveSource(source, use, variables);
    if (last.kind !== 'absent' && last.kind !== 'noFile') return staged(last, variable, use, variables);
  }
  if (last.kind === 'noFile') {
    noteFile(variables, last.path, use.span);
    return open(variableSymbol('file', last.address === '' ? last.path : `${last.path}:${last.address}`));
  }
  const why = `${quoted(`\${${variable.raw}}`)} has no value in this source and no default.`;
  note(variables, 'variable-unresolved', use.span, why);
  return open(symbolOfRaw(variable.raw));
}

/** A text that depends on the stage stays open; a shape is looked at as the default stage has it. */
function staged(outcome: Outcome, variable: Variable, use: ScalarTree, variables: Variables): Outcome {
  if (outcome.kind !== 'known' || !outcome.staged) return outcome;
  if (outcome.tree.kind === 'scalar') return open(symbolOfRaw(variable.raw));
  const why = `${quoted(`\${${variable.raw}}`)} depends on the stage; what it is for ${quoted(variables.defaultStage)} is looked at.`;
  note(variables, 'variable-stage', use.span, why);
  return outcome;
}

function resolveSource(source: VariableSource, use: ScalarTree, variables: Variables): Outcome {
  if (source.kind === 'literal') return known(scalarAt(use, source.value));
  if (source.kind === 'nested') return resolveVariable(source.variable, use, variables);
  const { type } = source;
  const textOf = (pieces: readonly Piece[]): string => variables.resolver.textOf(pieces, use, variables);
  const address = textOf(source.address);
  switch (type) {
    case 'self':
      return resolveSelf(address, variables);
    case 'file':
      return resolveFile(textOf(source.parameters ?? []).trim(), address, use, variables);
    case 'param':
      return resolveParam(address, variables);
    case 'opt':
      if (address === 'stage') return open(stageSymbol);
      return open(address === 'region' ? '${AWS::Region}' : variableSymbol(type, address));
    case 'sls':
      return open(variableSymbol(type, address));
    case 'aws':
      return open(pseudo.get(address) ?? `\${aws:${address}}`);
    case 'strToBool':
      return open(textOf(source.parameters ?? []));
    default:
      return open(variableSymbol(type, address));
  }
}

/** `${aws:username}` and the like are IAM's own. */
const pseudo = new Map([
  ['accountId', '${AWS::AccountId}'],
  ['region', '${AWS::Region}'],
  ['partition', '${AWS::Partition}'],
]);

function resolveSelf(path: string, variables: Variables): Outcome {
  return selfSpecial(path, variables) ?? walk(variables.root, path, variables, true);
}

function resolveFile(path: string, address: string, use: ScalarTree, variables: Variables): Outcome {
  const { composite, defaultStage } = variables;
  const byStage = path.replaceAll(stageSymbol, defaultStage);
  if (byStage.includes('${') || !/\.(?:ya?ml|json|template)$/i.test(byStage)) {
    const why = `${quoted(path)} is not read: only YAML and JSON files are, by a path that is known.`;
    note(variables, 'variable-file-computed', use.span, why);
    return open(variableSymbol('file', address === '' ? path : `${path}:${address}`));
  }
  const source = readFile(composite.reading, byStage);
  const isOwn = source?.uri === composite.reading.uri;
  const tree = source && (isOwn ? variables.root : drawIn(composite, source, use.span.from, address));
  if (tree === undefined) {
    return { kind: 'noFile', path, address };
  }
  const outcome = walk(tree, address, variables, isOwn);
  return outcome.kind === 'known' && byStage !== path ? { ...outcome, staged: true } : outcome;
}

/** `params.<stage>.x` and `stages.<stage>.params.x`, with `default` for the other stages; else the command line's. */
function resolveParam(name: string, variables: Variables): Outcome {
  const { root } = variables;
  const stages: [string, Tree][] = [
    ...entriesOf(child(root, 'params')).map(({ key, value }): [string, Tree] => [key, value]),
    ...entriesOf(child(root, 'stages')).flatMap(({ key, value }): [string, Tree][] => {
      const params = child(value, 'params');
      return params === undefined ? [] : [[key, params]];
    }),
  ];
  const values = stages.flatMap(([stage, params]): [string, Tree][] => {
    const outcome = walk(params, name, variables, true);
    return outcome.kind === 'known' ? [[stage, outcome.tree]] : [];
  });
  if (values.length === 0) return open(variableSymbol('param', name));
  return chooseOne(values, variables, true);
}
