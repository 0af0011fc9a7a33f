import { hclReady } from '../../sources/hcl/parser.js';
import { parseHcl, type ParsedHcl } from '../../sources/hcl/parseHcl.js';
import type { HclTuple } from '../../sources/hcl/syntax.js';
import type { Source, SourceModel, SourcePolicy, SourceStatement } from '../../sources/model.js';
import type { Span } from '../../util/text.js';
import { hasSymbol } from '../../util/symbols.js';
import { removeItems, insertItems } from './hcl/list.js';
import { blocksOfPolicy, mergeRemovals, removeBlock } from './hcl/removal.js';
import { indexSites, keyOf, type HclSite } from './hcl/sites.js';
import { computed, editHclStatement } from './hcl/statement.js';
import { saysAsPlanned, type Change } from './hcl/verify.js';
import { indentOf, lineStart } from './layout.js';
import { applyEdits, areApart, editOf, isRefused, sortEdits, type LocalEdit, type Refused } from './local.js';
import { writeTemplate } from './templateWriter.js';
import type { PlannedStatement, PolicyPlan, Refusal, Writer } from './types.js';

/** Writes plans into Terraform: data sources, `jsonencode`, JSON in heredocs and in files, arguments of modules. */
export const writeHcl: Writer = (source, plans, model, texts) => {
  if (!/\.tf(?:\.json)?$/i.test(source.uri)) return writeJsonFile(source, plans, model);
  const refused: Refusal[] = [];
  if (!hclReady() || /\.json$/i.test(source.uri)) {
    const why: Refused = {
      part: 'policy',
      code: 'format-not-written',
      reason: 'This form of Terraform is not edited.',
    };
    return { edits: [], refused: plans.map(({ policy }) => ({ policy, statement: undefined, ...why })) };
  }
  const file = { ...openFile(source), texts };
  const works: Work[] = [];
  for (const plan of plans) {
    const work = openPlan(plan, file, model);
    if ('code' in work) refused.push(work);
    else works.push(work);
  }
  return writeWorks(works, refused, file);
};

/** A policy in a file of its own: what a template fills in is known there by other names, or not at all. */
const writeJsonFile: Writer = (source, plans, model) => {
  const foreignIn = ({ statements }: PolicyPlan): SourceStatement[] =>
    statements.flatMap(({ statement, becomes }) => {
      const known = new Set(statement.resource.map(({ text }) => text));
      const isFilledIn = statement.resource.some(({ span }) =>
        source.text.slice(span.from, span.to).includes('${'),
      );
      const isForeign = becomes.some(({ resource }) =>
        resource.some((text) => !known.has(text) && (isFilledIn || hasSymbol(text))),
      );
      return isForeign ? [statement] : [];
    });
  const refused = plans.flatMap((plan) =>
    foreignIn(plan).map((statement) => ({ policy: plan.policy, statement, ...computed('resource') })),
  );
  const rest = plans.filter((plan) => foreignIn(plan).length === 0);
  const written = writeTemplate(source, rest, { ...model, format: 'policy-json' });
  return { edits: written.edits, refused: [...refused, ...written.refused] };
};

/** A file with the places of its statements. */
interface OpenFile {
  readonly source: Source;
  readonly parsed: ParsedHcl;
  readonly sites: ReadonlyMap<string, HclSite>;
  /** All files at hand: they tell whether something refers to a policy. */
  readonly texts: Parameters<Writer>[3];
}

const opened = new WeakMap<Source, Omit<OpenFile, 'texts'>>();

function openFile(source: Source): Omit<OpenFile, 'texts'> {
  const known = opened.get(source);
  if (known !== undefined) return known;
  const parsed = parseHcl(source.text);
  const file = { source, parsed, sites: indexSites(parsed.body, source.text) };
  opened.set(source, file);
  return file;
}

interface Work {
  readonly plan: PolicyPlan;
  readonly edits: readonly LocalEdit[];
  readonly changes: readonly Change[];
  /** Blocks that go as a whole. */
  readonly gone: readonly Span[];
}

function openPlan(plan: PolicyPlan, file: OpenFile, model: SourceModel): Work | Refusal {
  const { policy } = plan;
  const refuse = (why: Refused, statement?: SourceStatement): Refusal => ({ policy, statement, ...why });
  if (policy.origin !== undefined) return refuse(notWritten);
  if (
    plan.statements.length === policy.statements.length &&
    plan.statements.every(({ becomes }) => becomes.length === 0)
  ) {
    return openEmptied(plan, file, model, refuse);
  }
  const edits: LocalEdit[] = [];
  const changes: Change[] = [];
  const gone = new Map<HclTuple, Set<number>>();
  for (const { statement, becomes } of plan.statements) {
    const site = file.sites.get(keyOf(statement.span));
    const why = whyNot(statement, site, policy, file, model);
    if (site === undefined || why !== undefined) return refuse(why ?? notFound, statement);
    const look = { prefix: prefixOf(policy), isJson: site.kind === 'object' && site.isJson };
    const own = { site, statement, text: file.source.text, look };
    const local = becomes.length === 0 ? remove(site, file.source.text, gone) : edit(own, becomes);
    if (isRefused(local)) return refuse(local, statement);
    edits.push(...local.edits);
    changes.push({ own, becomes });
  }
  for (const [list, indexes] of gone) {
    const isJson = changes.some(
      ({ own }) => own.site.kind === 'object' && own.site.list === list && own.site.isJson,
    );
    edits.push(...removeItems(list, indexes, file.source.text, isJson));
  }
  return { plan, edits, changes, gone: [] };
}

/** Nothing stays: no document without statements, but the policy's own blocks go. */
function openEmptied(
  plan: PolicyPlan,
  file: OpenFile,
  model: SourceModel,
  refuse: (why: Refused, statement?: SourceStatement) => Refusal,
): Work | Refusal {
  const sites: HclSite[] = [];
  for (const { statement } of plan.statements) {
    const site = file.sites.get(keyOf(statement.span));
    const why = whyNot(statement, site, plan.policy, file, model);
    if (site === undefined || why !== undefined) return refuse(why ?? notFound, statement);
    sites.push(site);
  }
  const { source, parsed, texts } = file;
  const gone = blocksOfPolicy(plan.policy, sites, { source, body: parsed.body, texts });
  if ('code' in gone) return refuse(gone);
  const isBroken = parsed.broken.some((broken) =>
    gone.some((span) => span.from < broken.to && broken.from < span.to),
  );
  if (isBroken) return refuse(notFound);
  const edits = mergeRemovals(gone.map((span) => removeBlock(span, source.text)));
  return { plan, edits, changes: [], gone };
}

const notWritten: Refused = {
  part: 'policy',
  code: 'not-written-here',
  reason: 'Its statements do not stand in the file.',
};

const notFound: Refused = {
  part: 'statement',
  code: 'computed',
  reason: 'It does not stand in the file as a statement of its own.',
};

function whyNot(
  statement: SourceStatement,
  site: HclSite | undefined,
  policy: SourcePolicy,
  { source, parsed }: OpenFile,
  model: SourceModel,
): Refused | undefined {
  if (statement.uri !== source.uri) {
    return { part: 'statement', code: 'other-file', reason: `It stands in ${statement.uri}.` };
  }
  const { from, to } = statement.span;
  if (parsed.broken.some((span) => span.from < to && from < span.to)) {
    return {
      part: 'statement',
      code: 'syntax-error',
      reason: 'Its block has a syntax error: mend it first.',
    };
  }
  if (site === undefined) return notFound;
  const others = model.policies.filter((other) => other !== policy && holds(other, statement));
  return others.length === 0
    ? undefined
    : {
        part: 'statement',
        code: 'shared',
        reason: 'Other policies, or other instances, are made of the same text.',
      };
}

function holds({ statements }: SourcePolicy, { uri, span }: SourceStatement): boolean {
  return statements.some(
    (each) => each.uri === uri && each.span.from === span.from && each.span.to === span.to,
  );
}

/** `module.orders.` for what stands in a module that is called. */
function prefixOf({ id }: SourcePolicy): string {
  return /#((?:module\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?\.)+)(?:data\.)?aws_/.exec(id)?.[1] ?? '';
}

/** The block's lines with the blank line above it; items of lists are taken out together. */
function remove(
  site: HclSite,
  text: string,
  gone: Map<HclTuple, Set<number>>,
): { edits: LocalEdit[] } | Refused {
  const { from, to } = site.span;
  if (site.kind === 'object') {
    const index = site.list?.items.findIndex(({ span }) => span.from <= from && to <= span.to) ?? -1;
    if (site.list === undefined || index < 0) return computed('statement');
    gone.set(site.list, (gone.get(site.list) ?? new Set()).add(index));
    return { edits: [] };
  }
  const start = lineStart(text, from);
  const end = text.indexOf('\n', to) + 1;
  const hasLines =
    text.slice(start, from).trim() === '' && /^[ \t]*(?:(?:#|\/\/).*)?\r?$/.test(text.slice(to, end - 1));
  if (!hasLines || end === 0) return { edits: [editOf(from, to, '')] };
  const above = lineStart(text, Math.max(0, start - 1));
  const isBlankAbove = start > 0 && text.slice(above, start).trim() === '';
  return { edits: [editOf(isBlankAbove ? above : start, end, '')] };
}

/** The statement becomes the first; the others are copies of it behind it. */
function edit(
  own: Change['own'],
  becomes: readonly PlannedStatement[],
): { edits: readonly LocalEdit[] } | Refused {
  const [first, ...others] = becomes;
  if (first === undefined) return { edits: [] };
  const edited = editHclStatement(own, first);
  if (isRefused(edited)) return edited;
  const copies: string[] = [];
  for (const other of others) {
    const copy = editHclStatement(own, other);
    if (isRefused(copy)) return copy;
    const { from, to } = own.site.span;
    copies.push(applyEdits(own.text.slice(from, to), copy.edits, from));
  }
  const added = copies.length === 0 ? [] : insertCopies(own, copies, others);
  return added === undefined ? computed('statement') : { edits: [...edited.edits, ...added] };
}

function insertCopies(
  { site, text }: Change['own'],
  copies: readonly string[],
  planned: readonly PlannedStatement[],
): LocalEdit[] | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const { from, to } = site.span;
  if (site.kind === 'object') {
    const index = site.list?.items.findIndex(({ span }) => span.from === from) ?? -1;
    return site.list === undefined || site.isNamed || index < 0
      ? undefined
      : insertItems(site.list, index, copies, text);
  }
  const indent = indentOf(text, from);
  const blocks = copies.map((copy, index) => {
    const comment = planned[index]?.comment;
    const line = comment === undefined ? '' : `# ${comment.replace(/[\r\n]+/g, ' ')}${eol}${indent}`;
    return `${eol}${eol}${indent}${line}${copy}`;
  });
  return [editOf(to, to, blocks.join(''))];
}

/** All together where that says what was planned, else one by one. */
function writeWorks(works: readonly Work[], refused: readonly Refusal[], file: OpenFile): ReturnType<Writer> {
  const together = attempt(works, file);
  if (together !== undefined) return { edits: together, refused };
  const good = works.filter((work) => works.length > 1 && attempt([work], file) !== undefined);
  const bad = works.filter((work) => !good.includes(work)).map(({ plan }) => notVerified(plan));
  const rest = attempt(good, file);
  return rest === undefined
    ? { edits: [], refused: [...refused, ...works.map(({ plan }) => notVerified(plan))] }
    : { edits: rest, refused: [...refused, ...bad] };
}

function notVerified({ policy }: PolicyPlan): Refusal {
  const reason = 'Reading the edited file again did not give what was intended.';
  return { policy, statement: undefined, part: 'policy', code: 'not-verified', reason };
}

function attempt(
  works: readonly Work[],
  { source, parsed }: OpenFile,
): ReturnType<Writer>['edits'] | undefined {
  const removed = mergeRemovals(works.flatMap(({ edits: own, gone }) => (gone.length > 0 ? own : [])));
  const changed = works.flatMap(({ edits: own, gone }) => (gone.length > 0 ? [] : own));
  const edits = sortEdits([...removed, ...changed]);
  const places = works.flatMap(({ changes }) => changes.map(({ own }) => keyOf(own.site.span)));
  if (new Set(places).size !== places.length || !areApart(edits)) return undefined;
  const text = applyEdits(source.text, edits);
  const after = parseHcl(text);
  const before = { body: parsed.body, text: source.text };
  const changes = works.flatMap((work) => work.changes);
  const gone = works.flatMap((work) => work.gone);
  const isGood =
    after.broken.length === parsed.broken.length &&
    saysAsPlanned(before, { body: after.body, text }, { changes, gone }, (at) => moved(at, edits));
  return isGood ? edits.map((each) => ({ uri: source.uri, ...each })) : undefined;
}

/** Where an offset stands after the edits: what is put in at it comes behind it. */
function moved(at: number, edits: readonly LocalEdit[]): number {
  let by = 0;
  for (const { span, newText } of edits) {
    if (span.to > at || (span.to === at && span.from === at)) break;
    by += newText.length - (span.to - span.from);
  }
  return at + by;
}
