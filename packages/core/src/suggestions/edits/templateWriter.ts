import groupBy from 'lodash/groupBy.js';
import type { Source, SourceModel, SourceStatement } from '../../sources/model.js';

import {
  applyEdits,
  areApart,
  isRefused,
  sortEdits,
  type Local,
  type LocalEdit,
  type Refused,
} from './local.js';
import { editOrigin } from './originEdits.js';
import type { PolicyDocument } from '../../sources/policy.js';
import type { SeqTree, Tree } from '../../sources/tree.js';
import type { Place } from './places.js';
import { removeUnits, unitOf, type Unit } from './policyRemoval.js';
import { isSubstituted, openSource, openString, parseText, type Region } from './regions.js';
import { editSingle, editStatements, type SitePlan } from './statementLists.js';
import type { PolicyPlan, Refusal, TextEdit, Writer, Written } from './types.js';
import { textsIn } from './statementEdits.js';
import { saysAsIntended, type Intended, type IntendedStatement } from './verify.js';

/** Writes plans into YAML and JSON: templates and bare policies, JSON in their strings included. */
export const writeTemplate: Writer = (source, plans, model) => {
  const opened = openPlans(source, plans, model);
  return verified(opened.works, opened.refused, opened.writing);
};

/**
 * The edits of each plan by itself, for plans that do not touch one another: as many suggestions as there are, verified
 * together by one reading of the text, or one by one where they cannot be. The result has one entry for each plan.
 */
export function writeApart(
  source: Source,
  plans: readonly PolicyPlan[],
  model: SourceModel,
): (readonly TextEdit[] | Refusal)[] {
  const { works, refused, writing } = openPlans(source, plans, model);
  const isAllGood = works.length > 1 && !('code' in attempt(works, writing));
  return plans.map((plan) => {
    const work = works.find((each) => each.plan === plan);
    if (work === undefined) return refused.find(({ policy }) => policy === plan.policy) ?? refusalOf(plan);
    if (isAllGood && work.unit === undefined) return toTextEdits(work.edits, source);
    const alone = attempt([work], writing);
    return 'code' in alone ? refusalOf(plan, alone) : alone;
  });
}

interface Opened {
  readonly works: readonly Work[];
  readonly refused: readonly Refusal[];
  readonly writing: Writing;
}

function openPlans(source: Source, plans: readonly PolicyPlan[], model: SourceModel): Opened {
  const region = regionOfSource(source, model);
  const writing = { source, region, model };
  const [issue] = region.issues;
  if (issue !== undefined || region.tree === undefined) {
    const reason = 'The file has a syntax error: mend it first.';
    const why: Refused = { part: 'policy', code: 'syntax-error', reason };
    const refused = plans.map(({ policy }) => ({ policy, statement: undefined, ...why }));
    return { works: [], refused, writing };
  }
  const opened = plans.map((plan) => openPlan(plan, region, source));
  const refused = opened.flatMap((work) => ('refusal' in work ? [work.refusal] : []));
  return { works: opened.filter((work): work is Work => 'plan' in work), refused, writing };
}

const regions = new WeakMap<Source, Region>();

/** A source is written to many times over; its tree is made once. */
function regionOfSource(source: Source, model: SourceModel): Region {
  const known = regions.get(source) ?? openSource(source, model.format !== 'policy-json');
  regions.set(source, known);
  return known;
}

interface Writing {
  readonly source: Source;
  readonly region: Region;
  readonly model: SourceModel;
}

/** A plan with the places of its statements. */
interface Work {
  readonly plan: PolicyPlan;
  readonly region: Region;
  readonly sites: readonly Found[];
  readonly edits: readonly LocalEdit[];
  /** Set where nothing of the policy stays. */
  readonly unit: Unit | undefined;
  /** Set where a document comes into the place of an item. */
  readonly replaced?: { readonly tree: Tree; readonly document: PolicyDocument };
}

interface Found extends SitePlan {
  readonly place: Place;
}

function openPlan(plan: PolicyPlan, outer: Region, source: Source): Work | { refusal: Refusal } {
  const { policy } = plan;
  const refuse = (why: Refused, statement?: SourceStatement): { refusal: Refusal } => ({
    refusal: { policy, statement, ...why },
  });
  if (policy.origin !== undefined) {
    const made = editOrigin(plan, outer);
    if ('code' in made) return refuse(made);
    if ('unit' in made) return { plan, region: outer, sites: [], edits: [], unit: made.unit };
    return { plan, region: outer, sites: [], edits: [made.edit], unit: undefined, replaced: made };
  }
  const [first] = plan.statements;
  const region = first && regionOf(first.statement, outer, source);
  if (region === undefined) return refuse(notFound);
  const sites: Found[] = [];
  for (const { statement, becomes } of plan.statements) {
    const found = findSite(statement, region);
    if (found === undefined) return refuse(notFound, statement);
    sites.push({ ...found, becomes });
  }
  if (plan.statements.length === policy.statements.length && sites.every(isGone) && isWholeList(sites))
    return emptied(plan, region, sites, refuse);
  const edits: LocalEdit[] = [];
  for (const own of Object.values(groupBy(sites, ({ place }) => place.up?.tree.span.from))) {
    const empty = emptyList(own, region);
    const local: Local = empty === undefined ? editSites(own, region) : { edits: [empty] };
    if (isRefused(local)) return refuse(local, refusedStatement(own, region) ?? own[0]?.site.statement);
    edits.push(...local.edits);
  }
  return { plan, region, sites, edits: edits.map((edit) => region.toSourceEdit(edit)), unit: undefined };
}

/** Whether the list of statements holds no more than these: what we cannot read must not go with them. */
function isWholeList(sites: readonly Found[]): boolean {
  return sites.every(({ place: { up, entry } }) => {
    const list = up?.tree.kind === 'seq' ? up : undefined;
    const key = (list ?? { entry }).entry?.key.toLowerCase();
    return (
      key === 'statement' && (list === undefined || (list.tree as SeqTree).items.length === sites.length)
    );
  });
}

/** Lists of serverless.yml that hold statements themselves: an empty one is allowed, and not the same as none. */
const bareLists = ['statements', 'iamrolestatements'];

/** A bare list of which nothing stays is written as an empty one. */
function emptyList(sites: readonly Found[], { layout }: Region): LocalEdit | undefined {
  const list = sites[0]?.place.up;
  if (list?.tree.kind !== 'seq' || !list.tree.literal || list.entry === undefined) return undefined;
  const isAll = sites.every(isGone) && list.tree.items.length === sites.length;
  if (!isAll || !bareLists.includes(list.entry.key.toLowerCase())) return undefined;
  const colon = layout.text.indexOf(':', list.entry.keySpan.to) + 1;
  return { span: { from: colon, to: list.tree.span.to }, newText: ' []' };
}

/** Of several statements the one that is refused by itself. */
function refusedStatement(sites: readonly Found[], region: Region): SourceStatement | undefined {
  return sites.find((site) => isRefused(editSites([site], region)))?.site.statement;
}

const notFound: Refused = {
  part: 'statement',
  code: 'computed',
  reason: 'It does not stand in the file as a statement of its own.',
};

function isGone({ becomes }: SitePlan): boolean {
  return becomes.length === 0;
}

/** The text that a statement stands in: the file, or JSON in one of its strings. */
function regionOf(statement: SourceStatement, outer: Region, { text }: Source): Region | undefined {
  if (outer.places.statementAt(statement.span) !== undefined) return outer;
  const string = outer.places.stringAround(statement.span);
  if (string?.tree.literal !== true) return undefined;
  const region = openString(string, text);
  return region?.issues.length === 0 ? region : undefined;
}

function findSite(statement: SourceStatement, region: Region): Omit<Found, 'becomes'> | undefined {
  const place =
    region.string === undefined ? region.places.statementAt(statement.span) : findInString(statement, region);
  if (place === undefined || place.tree.kind !== 'map') return undefined;
  const { layout } = region;
  const site = {
    tree: place.tree,
    statement,
    layout,
    place: (span: typeof statement.span) => region.toSource(span),
  };
  return { site, place, index: place.index };
}

/** Spans of a string's own tree count in the decoded text. */
function findInString(statement: SourceStatement, region: Region): Place | undefined {
  return region.places.statements().find(({ tree }) => {
    const { from, to } = region.toSource(tree.span);
    return from === statement.span.from && to === statement.span.to;
  });
}

function editSites(sites: readonly Found[], { layout }: Region): Local {
  const [first] = sites;
  const list = first?.place.up?.tree;
  if (first === undefined) return { edits: [] };
  if (list?.kind === 'seq') return editStatements(list, sites, layout);
  if (first.place.entry !== undefined) return editSingle(first);
  const reason = 'It is a branch of a condition, which cannot be taken apart.';
  const isSimple = first.becomes.length === 1;
  return isSimple ? editSingle(first) : { part: 'statement', code: 'conditional', reason };
}

function emptied(
  plan: PolicyPlan,
  region: Region,
  sites: readonly Found[],
  refuse: (why: Refused) => { refusal: Refusal },
): Work | { refusal: Refusal } {
  const statement = sites[0]?.place;
  const list = statement?.up?.tree.kind === 'seq' ? statement.up : statement;
  const document = region.string ?? list?.up;
  if (document === undefined) return refuse(notFound);
  const holder = region.string === undefined ? document : outermostString(document);
  const unit = unitOf(holder, region.layout);
  return 'code' in unit ? refuse(unit) : { plan, region, sites, edits: [], unit };
}

/** The string with the `Fn::Sub` around it. */
function outermostString(place: Place): Place {
  if (!isSubstituted(place) || place.up === undefined) return place;
  return place.up.tree.kind === 'seq' && place.up.up !== undefined ? place.up.up : place.up;
}

/** All plans at once where that can be verified, else one by one, so that one bad edit does not take the others along. */
function verified(works: readonly Work[], refused: readonly Refusal[], writing: Writing): Written {
  const together = attempt(works, writing);
  if (!('code' in together)) return { edits: together, refused };
  const alone = works.map((work) => ({ work, result: attempt([work], writing) }));
  const good = alone.flatMap(({ work, result }) => ('code' in result ? [] : [work]));
  const bad = alone.flatMap(({ work, result }) => ('code' in result ? [refusalOf(work.plan, result)] : []));
  const rest = bad.length === 0 ? together : attempt(good, writing);
  if (!('code' in rest)) return { edits: rest, refused: [...refused, ...bad] };
  return { edits: [], refused: [...refused, ...works.map(({ plan }) => refusalOf(plan, rest))] };
}

const notVerified: Refused = {
  part: 'policy',
  code: 'not-verified',
  reason: 'Reading the edited file again did not give what was intended.',
};

function refusalOf({ policy }: PolicyPlan, why: Refused = notVerified): Refusal {
  return { policy, statement: undefined, ...why };
}

/** The edits of some plans, applied and read again; refused where anything else than intended would change. */
function attempt(works: readonly Work[], { source, region }: Writing): TextEdit[] | Refused {
  const units = removeUnits(
    works.flatMap(({ unit }) => unit ?? []),
    region.layout,
  );
  if (isRefused(units.local)) return units.local;
  const edits = sortEdits([...works.flatMap((work) => work.edits), ...units.local.edits]);
  if (!areApart(edits)) return notVerified;
  const text = applyEdits(source.text, edits);
  const after = parseText(text, source.uri);
  const intended = intendedBy(works, units.gone, text);
  const isGood = after.issues.length === 0 && saysAsIntended(region.tree, after.tree, text, intended);
  if (!isGood) return notVerified;
  return toTextEdits(edits, source);
}

function toTextEdits(edits: readonly LocalEdit[], { uri }: Source): TextEdit[] {
  return sortEdits(edits).map((edit) => ({ uri, ...edit }));
}

function intendedBy(works: readonly Work[], gone: Intended['gone'], text: string): Intended {
  const statements = new Map<Place['tree'], IntendedStatement>();
  const strings = new Map<
    Place['tree'],
    Intended['strings'] extends ReadonlyMap<unknown, infer T> ? T : never
  >();
  const replaced = new Map<Tree, PolicyDocument>();
  for (const { sites, region, unit, replaced: item } of works) {
    if (item !== undefined) replaced.set(item.tree, item.document);
    if (unit !== undefined) continue;
    for (const { site, becomes } of sites) {
      const { statement } = site;
      const tokens = [...statement.action, ...statement.resource];
      statements.set(site.tree, { statement, becomes, textsOf: (item) => textsIn(site, item, tokens) });
    }
    if (region.string === undefined) continue;
    const { string } = region;
    strings.set(string.tree, {
      before: region.tree,
      isSubstituted: isSubstituted(string),
      open: (scalar) => openString({ ...string, tree: scalar }, text)?.tree,
    });
  }
  return { statements, gone, strings, replaced };
}
