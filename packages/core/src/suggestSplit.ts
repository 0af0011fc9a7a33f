import isEqual from 'lodash/isEqual.js';
import type { AnalyzedSources } from './analyzer.js';
import { documentOf } from './grants/document.js';
import { policiesOf } from './grants/grant.js';
import { checkProofs } from './proofs.js';
import { noFiles } from './sources/files.js';
import type { Source, SourceFunction, SourceModel, SourcePolicy } from './sources/model.js';
import { parseSource } from './sources/parseSource.js';
import type { PolicyDocument, PolicyStatement } from './sources/policy.js';
import { applyEdits, areApart, sortEdits, type Refused } from './suggestions/edits/local.js';
import { openSource, type Region } from './suggestions/edits/regions.js';
import {
  findSharedRole,
  isSameElsewhere,
  writeCopies,
  type RoleCopy,
  type SharedRole,
} from './suggestions/edits/splitText.js';
import { writeTemplate } from './suggestions/edits/templateWriter.js';
import type { PolicyPlan, TextEdit } from './suggestions/edits/types.js';
import { planPolicy, type PlanSettings } from './suggestions/planPolicy.js';
import { collectUsers, type PlanUser } from './suggestions/planUsers.js';
import { plannedDocument, type SetAside } from './suggestPlans.js';

/** Roles that were split, one copy a function. */
export interface SplitRoles {
  readonly edits: readonly TextEdit[];
  /** Ids of the functions that get a role of their own. */
  readonly functions: readonly string[];
  readonly setAside: readonly SetAside[];
}

/**
 * Gives each function that shares a role of a CloudFormation or SAM template a role of its own, narrowed for it alone.
 * What no function's session owns (pollers, network interfaces, default sessions) counts for each of them. The proof is
 * made for each function by itself; the text is read again, and each function must hold exactly what was planned.
 */
export function splitRoles(
  analyzed: AnalyzedSources,
  texts: ReadonlyMap<string, Source>,
  settings: Omit<PlanSettings, 'scope'>,
  isChosen: (fn: SourceFunction) => boolean,
): SplitRoles {
  const results = analyzed.models.flatMap((model) => {
    const source = texts.get(model.uri);
    if (source === undefined || model.format !== 'cloudformation') return [];
    return sharedRolesOf(model)
      .filter(({ functions }) => functions.some(isChosen))
      .map((shared) => splitOne(shared, { model, source, settings, analyzed }));
  });
  return {
    edits: results.flatMap((result) => ('edits' in result ? result.edits : [])),
    functions: results.flatMap((result) => ('edits' in result ? result.functions : [])),
    setAside: results.flatMap((result) => ('kind' in result ? [result] : [])),
  };
}

interface Shared {
  readonly logicalId: string;
  readonly functions: readonly SourceFunction[];
}

function sharedRolesOf({ functions }: SourceModel): Shared[] {
  const byRole = new Map<string, SourceFunction[]>();
  for (const fn of functions) {
    const id = fn.role?.logicalId;
    if (id !== undefined) byRole.set(id, [...(byRole.get(id) ?? []), fn]);
  }
  return [...byRole]
    .filter(([, sharing]) => sharing.length > 1)
    .map(([logicalId, sharing]) => ({ logicalId, functions: sharing }));
}

interface Splitting {
  readonly model: SourceModel;
  readonly source: Source;
  readonly settings: Omit<PlanSettings, 'scope'>;
  readonly analyzed: AnalyzedSources;
}

type Split = Pick<SplitRoles, 'edits' | 'functions'>;

function splitOne(shared: Shared, splitting: Splitting): Split | SetAside {
  const { model, source, analyzed } = splitting;
  const users = analyzed.functions.map(({ user }) => user);
  const own = shared.functions.flatMap((fn) => users.find(({ context }) => context.fn.id === fn.id) ?? []);
  const [policy] = own[0] === undefined ? [] : policiesOf(model, own[0].context.fn);
  const aside = (kind: SetAside['kind'], { code, reason }: Pick<Refused, 'code' | 'reason'>): SetAside => {
    const at = policy ?? noPolicy(shared, model);
    const said = `The role ${shared.logicalId} is not split: ${reason}`;
    return { policy: at, kind, code, reason: said, line: at.range.start.line };
  };
  const unseen = own.find(({ context }) => !context.seen);
  if (unseen !== undefined) {
    const reason = `none of the sessions of ${unseen.context.fn.name} is in the logs.`;
    return aside('held', { code: 'held', reason });
  }
  const region = openSource(source, true);
  if (region.issues.length > 0) {
    return aside('refused', { code: 'syntax-error', reason: 'the file has a syntax error.' });
  }
  const ids = own.flatMap(({ context }) => context.fn.logicalId ?? []);
  const role = findSharedRole(region, shared.logicalId, ids);
  if ('code' in role) return aside('refused', role);
  const made = own.map((user) => copyFor(user, role, splitting));
  const refused = made.find((copy): copy is Refused => 'code' in copy);
  if (refused !== undefined) return aside(refused.code === 'withheld' ? 'withheld' : 'refused', refused);
  const copies = made.filter((copy): copy is Made => 'plans' in copy);
  const edits = verifiedCopies(role, copies, { region, splitting });
  if (edits === undefined || role.uses.size < copies.length) {
    const reason = 'reading the edited file again did not give what was intended.';
    return aside('refused', { code: 'not-verified', reason });
  }
  return {
    edits: edits.map((edit) => ({ uri: source.uri, ...edit })),
    functions: own.map(({ context }) => context.fn.id),
  };
}

function noPolicy({ logicalId, functions }: Shared, model: SourceModel): SourcePolicy {
  const range = functions[0]?.range ?? {
    start: { line: 0, character: 0 },
    end: { line: 0, character: 0 },
  };
  return { id: logicalId, name: logicalId, kind: 'inline', statements: [], uri: model.uri, range };
}

interface Made extends RoleCopy {
  readonly user: PlanUser;
  readonly plans: readonly PolicyPlan[];
}

/** The role as this function alone needs it. */
function copyFor(user: PlanUser, { entry }: SharedRole, splitting: Splitting): Made | Refused {
  const { model, source, settings, analyzed } = splitting;
  const { fn } = user.context;
  const from = entry.keySpan.from;
  const { to } = entry.value.span;
  const alone = collectUsers([user], analyzed.models);
  const inside = policiesOf(model, fn).filter(
    ({ kind, origin, statements }) =>
      kind === 'inline' &&
      origin === undefined &&
      statements.every(({ span }) => from <= span.from && span.to <= to),
  );
  const plans = inside.flatMap(
    (policy) => planPolicy(policy, alone, { ...settings, scope: 'all' }).plan ?? [],
  );
  const { document, attached } = plannedDocument(user, plans);
  const checked = checkProofs(document, user.context, attached);
  if (checked.withheld) {
    return { part: 'policy', code: 'withheld', reason: `a proof for ${fn.name} does not hold.` };
  }
  const { edits, refused } = writeTemplate(source, plans, model);
  const [first] = refused;
  if (first !== undefined) return { part: first.part, code: first.code, reason: first.reason };
  const functionId = fn.logicalId ?? fn.name;
  return { functionId, newId: freeId(`${functionId}Role`, source.text), edits, user, plans };
}

function freeId(wanted: string, text: string): string {
  let id = wanted;
  for (let number = 2; text.includes(id); number++) id = `${wanted}${number}`;
  return id;
}

interface Verifying {
  readonly region: Region;
  readonly splitting: Splitting;
}

function verifiedCopies(
  role: SharedRole,
  copies: readonly Made[],
  { region, splitting }: Verifying,
): { span: TextEdit['span']; newText: string }[] | undefined {
  const { source, model } = splitting;
  const edits = sortEdits(writeCopies(role, copies, region));
  if (!areApart(edits)) return undefined;
  const after = { uri: source.uri, text: applyEdits(source.text, edits) };
  const reread = openSource(after, true);
  if (reread.issues.length > 0 || !isSameElsewhere(region.tree, reread.tree, role, copies)) return undefined;
  const read = parseSource(after, noFiles).value;
  const isGood = model.functions.every((fn) => {
    const now = read.functions.find(({ id }) => id === fn.id);
    const copy = copies.find(({ user }) => user.context.fn.id === fn.id);
    if (now === undefined) return false;
    if (copy !== undefined && now.role?.logicalId !== copy.newId) return false;
    const expected = copy === undefined ? stated(model, fn) : statedOf(copy);
    return isEqual(lists(stated(read, now)), lists(expected));
  });
  return isGood ? edits : undefined;
}

/** What stands in the source itself: named managed policies are looked up later. */
function stated(model: SourceModel, fn: SourceFunction): PolicyDocument {
  return documentOf(policiesOf(model, fn).filter(({ kind }) => kind === 'inline' || kind === 'managed'));
}

function statedOf({ user, plans }: Made): PolicyDocument {
  return plannedDocument(user, plans).document;
}

function lists({ Statement }: PolicyDocument): unknown[] {
  return [Statement].flat().map((statement: PolicyStatement) => {
    const { Action, NotAction, Resource, NotResource, ...rest } = statement;
    return [rest, ...[Action, NotAction, Resource, NotResource].map((each) => [each ?? []].flat().sort())];
  });
}
