import type ts from 'typescript';
import isEqual from 'lodash/isEqual.js';
import type { Span } from '../../../util/text.js';
import type { SourceStatement } from '../../../sources/model.js';
import type { PlannedStatement } from '../types.js';
import { child } from '../../../sources/tree.js';
import { typescript } from '../../../sources/formats/cdk/program/typescript.js';
import { spanOf } from '../../../sources/formats/cdk/program/values.js';
import type { OpenProgram, ProgramSite } from './sites.js';

/** A statement, what becomes of it, and what goes with it where nothing stays. */
export interface ProgramChange {
  readonly site: ProgramSite;
  readonly becomes: PlannedStatement | undefined;
  readonly gone: Span | undefined;
}

/** Whether an edited program, read again, says what was planned, and is the same program everywhere else. */
export function programSays(
  before: OpenProgram,
  after: OpenProgram,
  changes: readonly ProgramChange[],
): boolean {
  const skipBefore = new Set<string>();
  const skipAfter = new Set<string>();
  let at = 0;
  for (const site of before.sites) {
    const change = changes.find((each) => each.site === site);
    if (change?.gone !== undefined) {
      skipBefore.add(keyOf(change.gone));
      continue;
    }
    const next = after.sites[at++];
    if (next === undefined || !isAsPlanned(site.says, next.says, change?.becomes)) return false;
    if (change === undefined) continue;
    for (const key of listsOf(site)) skipBefore.add(key);
    for (const key of listsOf(next)) skipAfter.add(key);
  }
  const isSame = isEqual(skeleton(before, skipBefore), skeleton(after, skipAfter));
  return at === after.sites.length && isSame && after.program.issues.length === 0;
}

function listsOf({ tree }: ProgramSite): string[] {
  return ['Action', 'Resource'].flatMap((name) => {
    const value = child(tree, name);
    return value === undefined ? [] : [keyOf(value.span)];
  });
}

function isAsPlanned(
  before: SourceStatement | undefined,
  after: SourceStatement | undefined,
  planned: PlannedStatement | undefined,
): boolean {
  if (before === undefined || after === undefined) return before === after && planned === undefined;
  const action = planned?.action ?? before.action.map(({ text }) => text);
  const resource = planned?.resource ?? before.resource.map(({ text }) => text);
  return (
    isEqual(rest(before), rest(after)) &&
    isEqual(setOf(action), setOf(after.action.map(({ text }) => text))) &&
    isEqual(setOf(resource), setOf(after.resource.map(({ text }) => text)))
  );
}

function setOf(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function rest({ sid, effect, condition, notAction, notResource }: SourceStatement): unknown {
  const texts = [notAction, notResource].map((tokens) => tokens.map(({ text }) => text));
  return { sid, effect, condition, texts };
}

/** Kinds of all nodes and the texts of those without children, without what lies in the spans to skip. */
function skeleton({ program }: OpenProgram, skipped: ReadonlySet<string>): string[] {
  const said: string[] = [];
  let behind = -1;
  const nodes = program.nodes;
  for (const [index, node] of nodes.entries()) {
    const span = spanOf(node);
    if (span.from < behind && span.to <= behind) continue;
    if (skipped.has(keyOf(span))) {
      behind = span.to;
      continue;
    }
    const isLeaf = !mayBeEmpty(node) && nodes[index + 1]?.parent !== node;
    said.push(isLeaf ? `${node.kind} ${node.getText()}` : String(node.kind));
  }
  return said;
}

/** What holds others is the same whether it holds any. */
function mayBeEmpty(node: ts.Node): boolean {
  const api = typescript();
  return api.isArrayLiteralExpression(node) || api.isBlock(node) || api.isSourceFile(node);
}

function keyOf({ from, to }: Span): string {
  return `${from}-${to}`;
}
