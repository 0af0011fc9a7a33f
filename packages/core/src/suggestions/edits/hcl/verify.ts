import type { HclBody } from '../../../sources/hcl/syntax.js';
import type { Span } from '../../../util/text.js';
import type { PlannedStatement } from '../types.js';
import { alignLists } from '../align.js';
import { canon, canonBody } from './canon.js';
import { leavesOf } from './list.js';
import { renderText } from './render.js';
import { elementOf, indexSites, type HclSite } from './sites.js';
import type { StatementSite } from './statement.js';

/** A statement and what it is to become. */
export interface Change {
  readonly own: StatementSite;
  readonly becomes: readonly PlannedStatement[];
}

interface Text {
  readonly body: HclBody;
  readonly text: string;
}

const nothing = (): boolean => false;

/** What is meant to be different: statements, and blocks that go as a whole. */
export interface Meant {
  readonly changes: readonly Change[];
  readonly gone: readonly Span[];
}

/**
 * Whether a text that was edited and parsed again says what it said but for the statements that were to change, and these
 * say what was planned. `move` tells where an offset of the text before stands after.
 */
export function saysAsPlanned(
  before: Text,
  after: Text,
  { changes, gone }: Meant,
  move: (at: number) => number,
): boolean {
  const old = new Set([...changes.map(({ own }) => own.site.span), ...gone]);
  const ranges = changes.map(({ own: { site }, becomes }) => ({ site, becomes, from: move(site.span.from) }));
  const sites = [...indexSites(after.body, after.text).values()];
  const found = new Set<Span>();
  for (const [index, { site, becomes, from }] of ranges.entries()) {
    const change = changes[index];
    if (change === undefined) return false;
    const own = statementsFrom(sites, from, becomes.length, site);
    own.forEach(({ span }) => found.add(span));
    if (own.length !== becomes.length) return false;
    const isGood = own.every((each, at) =>
      saysStatement(change.own, each, becomes[at], after.text, before.text),
    );
    if (!isGood) return false;
  }
  return (
    canonBody(before.body, before.text, sameSpan(old)) === canonBody(after.body, after.text, sameSpan(found))
  );
}

function sameSpan(spans: ReadonlySet<Span>): (span: Span) => boolean {
  const keys = new Set([...spans].map(({ from, to }) => `${from}-${to}`));
  return ({ from, to }) => keys.has(`${from}-${to}`);
}

/** The statement that begins at an offset, and the copies that follow it. */
function statementsFrom(sites: readonly HclSite[], from: number, count: number, like: HclSite): HclSite[] {
  if (count === 0) return [];
  const sorted = sites.filter(({ kind }) => kind === like.kind).sort((a, b) => a.span.from - b.span.from);
  const first = sorted.findIndex(({ span }) => span.from === from);
  const found: HclSite[] = [];
  for (const site of first < 0 ? [] : sorted.slice(first)) {
    const isInside = found.some(({ span }) => span.from <= site.span.from && site.span.to <= span.to);
    if (!isInside) found.push(site);
    if (found.length === count) break;
  }
  return found;
}

/** Everything but Action, Resource, Sid and Condition as before; the lists as planned; no condition lost. */
function saysStatement(
  own: StatementSite,
  after: HclSite,
  planned: PlannedStatement | undefined,
  text: string,
  before: string,
): boolean {
  if (planned === undefined) return false;
  const rest = (site: HclSite, inText: string): string => {
    const skipped = ['Sid', 'Action', 'Resource', 'Condition'].flatMap((name) => elementOf(site, name) ?? []);
    const spans = new Set(skipped.map(({ span }) => span).concat(skipped.map(({ value }) => value.span)));
    const skip = sameSpan(spans);
    if (site.kind === 'object') return canon(site.object, inText, skip);
    const attributes = site.block.body.attributes.filter(({ span }) => !skip(span));
    const blocks = site.block.body.blocks.filter(({ type }) => type !== 'condition');
    return canonBody({ attributes, blocks, span: site.span }, inText, nothing);
  };
  if (rest(own.site, before) !== rest(after, text)) return false;
  const isResourceKept = planned.resource.length === 0;
  return (
    saysList(own, after, 'Action', planned.action, text) &&
    (isResourceKept || saysList(own, after, 'Resource', planned.resource, text)) &&
    saysSid(own, after, planned.sid)
  );
}

/** A module makes a Sid of the statement's key, which stands there as no Sid. */
function saysSid(own: StatementSite, after: HclSite, sid: string | undefined): boolean {
  const value = elementOf(after, 'Sid')?.value;
  if (value?.kind === 'literal') return value.value === (sid ?? '');
  const isAsBefore = sid === own.statement.sid;
  return value === undefined ? sid === undefined || (isAsBefore && !elementOf(own.site, 'Sid')) : isAsBefore;
}

/** What stands there afterwards: the leaves that stay as they were written, the new ones as they are rendered. */
function saysList(
  own: StatementSite,
  after: HclSite,
  name: 'Action' | 'Resource',
  wanted: readonly string[],
  text: string,
): boolean {
  const [old, now] = [elementOf(own.site, name), elementOf(after, name)];
  if (old === undefined || now === undefined) return old === now;
  const tokens = name === 'Action' ? own.statement.action : own.statement.resource;
  const leaves = leavesOf(old.value);
  const texts = leaves.map(({ span }) =>
    tokens
      .filter((token) => token.span.from >= span.from && token.span.to <= span.to)
      .map((token) => token.text),
  );
  const aligned = alignLists(texts, wanted);
  const kept = leaves.filter((_, index) => aligned?.items[index] === 'stays');
  const keptTexts = new Set(texts.filter((_, index) => aligned?.items[index] === 'stays').flat());
  const fresh = wanted.filter((each) => !keptTexts.has(each));
  const expected = [
    ...kept.map(({ span }) => own.text.slice(span.from, span.to)),
    ...fresh.map((each) => renderText(each, own.look) ?? ''),
  ];
  const actual = leavesOf(now.value).map(({ span }) => text.slice(span.from, span.to));
  return expected.sort().join('\n') === actual.sort().join('\n');
}
