import { openComposite, type Composite } from '../../../composite.js';
import { quoted, type Reading } from '../../../reading.js';
import { child, stringOf, type ScalarTree, type Tree } from '../../../tree.js';
import type { Span } from '../../../../util/text.js';
import type { Outcome } from './outcome.js';
import type { Piece } from './parseVariables.js';

/** What travels with the resolution of one source's variables. */
export interface Variables {
  readonly composite: Composite;
  /** The source as it is written. */
  readonly root: Tree;
  /** The stage where a shape, not a text, depends on it. */
  readonly defaultStage: string;
  /** Values being resolved, to find one that names itself. */
  readonly active: Set<Tree>;
  /** Texts known already. */
  readonly texts: WeakMap<Tree, string>;
  /** Steps left: variables can repeat a text many times over. */
  readonly budget: { left: number };
  /** `#{X}` counts as `!Sub '${X}'`: a plug-in that the source lists makes it so. */
  readonly hashSub: boolean;
  readonly resolver: Resolver;
}

/** How variables inside variables are resolved: the parts of the resolution call each other through it. */
export interface Resolver {
  /** The value that a tree stands for: where it is nothing but a variable, what that is, and so on. */
  settle(tree: Tree, variables: Variables): Outcome;
  /** The text of pieces; what is open in it is a symbol. */
  textOf(pieces: readonly Piece[], use: ScalarTree, variables: Variables): string;
}

/** Steps beyond the source's own length: more than any file that people write takes. */
const maxSteps = 100_000;

const hashPlugins = [
  'serverless-pseudo-parameters',
  'serverless-cloudformation-sub-variables',
  'serverless-cf-vars',
];

export function openVariables(root: Tree, reading: Reading, resolver: Resolver): Variables {
  return {
    composite: openComposite(reading),
    root,
    defaultStage: defaultStageOf(root),
    active: new Set(),
    texts: new WeakMap(),
    budget: { left: maxSteps + reading.text.length },
    resolver,
    hashSub: hashPlugins.some((plugin) => lists(child(root, 'plugins'), plugin)),
  };
}

/** Whether the source lists a plug-in, at the top or under `plugins.modules`. */
export function lists(plugins: Tree | undefined, name: string): boolean {
  if (plugins?.kind === 'map') return lists(child(plugins, 'modules'), name);
  return plugins?.kind === 'seq' && plugins.items.some((item) => stringOf(item) === name);
}

/** `stage: prod`, `stage: ${opt:stage, 'test'}`; Serverless' own default is dev. */
function defaultStageOf(root: Tree): string {
  const stage = stringOf(child(root, 'provider', 'stage')) ?? '';
  const fallback = /^\$\{[^{}]*,\s*(['"]?)([A-Za-z0-9_-]{1,100})\1\s*\}$/.exec(stage)?.[2];
  return fallback ?? (/^[A-Za-z0-9_-]{1,100}$/.test(stage) ? stage : 'dev');
}

/** Notes a problem, once a place and code; its line is told when all files are known. */
export function note({ composite }: Variables, code: string, span: Span, why: string): void {
  const isKnown = composite.pending.some((each) => each.code === code && each.span.from === span.from);
  if (!isKnown) composite.pending.push({ kind: 'unresolved', code, span, why });
}

/** Notes a file that is not there, once. */
export function noteFile(variables: Variables, path: string, span: Span): void {
  const why = `The file ${quoted(path)} is not there or was not given; what it holds is not looked at.`;
  const { pending } = variables.composite;
  if (!pending.some((each) => each.why === why)) note(variables, 'file-not-given', span, why);
}
