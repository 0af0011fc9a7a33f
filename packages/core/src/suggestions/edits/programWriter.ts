import isEqual from 'lodash/isEqual.js';
import { isProgram } from '../../sources/formats/cdk/program/parseProgram.js';
import { typescriptReady } from '../../sources/formats/cdk/program/typescript.js';
import { spanOf } from '../../sources/formats/cdk/program/values.js';
import type { SourceStatement } from '../../sources/model.js';
import { findEntry } from '../../sources/tree.js';
import { applyEdits, areApart, isRefused, noEdits, sortEdits } from './local.js';
import type { Local, LocalEdit, Refused } from './local.js';
import { editProgramList } from './program/list.js';
import { removalOf, removeAll, type Removal } from './program/remove.js';
import { openProgram, type OpenProgram, type ProgramSite } from './program/sites.js';
import { programSays, type ProgramChange } from './program/verify.js';
import type { PlannedStatement, PolicyPlan, Refusal, StatementPlan, Writer } from './types.js';

/** Writes plans into CDK programs: items of literal lists, and statements that are added by a call or in a list. */
export const writeProgram: Writer = (source, plans) => {
  const refuse = (why: Refused): ReturnType<Writer> => ({
    edits: [],
    refused: plans.map(({ policy }) => ({ policy, statement: undefined, ...why })),
  });
  if (!isProgram(source.uri) || !typescriptReady()) return refuse(notWritten);
  const opened = openProgram(source);
  if (opened === undefined || opened.program.issues.length > 0) return refuse(broken);
  const works: Work[] = [];
  const refused: Refusal[] = [];
  for (const plan of plans) {
    const work = openPlan(plan, opened);
    if ('code' in work) refused.push(work);
    else works.push(work);
  }
  const together = attempt(works, opened);
  if (together !== undefined) return { edits: together, refused };
  const good = works.filter((work) => attempt([work], opened) !== undefined);
  const isEach = good.length < works.length;
  const edits = isEach ? attempt(good, opened) : undefined;
  const bad = edits === undefined ? works : works.filter((work) => !good.includes(work));
  return { edits: edits ?? [], refused: [...refused, ...bad.map(({ plan }) => notVerified(plan))] };
};

const notWritten: Refused = {
  part: 'policy',
  code: 'format-not-written',
  reason: 'Files of this format are not edited in this version.',
};

const broken: Refused = {
  part: 'policy',
  code: 'syntax-error',
  reason: 'The file has a syntax error: mend it first.',
};

interface Work {
  readonly plan: PolicyPlan;
  readonly edits: readonly LocalEdit[];
  readonly removals: readonly Removal[];
  readonly changes: readonly ProgramChange[];
}

function openPlan(plan: PolicyPlan, opened: OpenProgram): Work | Refusal {
  const edits: LocalEdit[] = [];
  const removals: Removal[] = [];
  const changes: ProgramChange[] = [];
  for (const { statement, becomes } of plan.statements) {
    const site = siteOf(statement, opened);
    const work = site === undefined ? notFound : openStatement({ statement, becomes }, site, opened);
    if ('code' in work) return { policy: plan.policy, statement, ...work };
    edits.push(...work.edits);
    if (work.removal !== undefined) removals.push(work.removal);
    changes.push(work.change);
  }
  return { plan, edits, removals, changes };
}

const notFound: Refused = {
  part: 'statement',
  code: 'computed',
  reason: 'It does not stand in the file as a statement of its own.',
};

function siteOf({ span }: SourceStatement, { sites }: OpenProgram): ProgramSite | undefined {
  return sites.find(({ tree }) => tree.span.from === span.from && tree.span.to === span.to);
}

interface StatementWork {
  readonly edits: readonly LocalEdit[];
  readonly removal: Removal | undefined;
  readonly change: ProgramChange;
}

function openStatement(
  { statement, becomes }: StatementPlan,
  site: ProgramSite,
  { source }: OpenProgram,
): StatementWork | Refused {
  if (site.isSpread) return spread;
  const [planned, ...others] = becomes;
  if (planned === undefined) {
    const removal = removalOf(site.node);
    if ('code' in removal) return removal;
    const gone = spanOf('whole' in removal ? removal.whole : site.node);
    return { edits: [], removal, change: { site, becomes: undefined, gone } };
  }
  if (others.length > 0) return split;
  const local = editStatement(statement, planned, site, source.text);
  if (isRefused(local)) return local;
  return { edits: local.edits, removal: undefined, change: { site, becomes: planned, gone: undefined } };
}

const spread: Refused = {
  part: 'statement',
  code: 'computed',
  reason: 'It is put together by several calls, which are not taken apart.',
};

const split: Refused = {
  part: 'resource',
  code: 'layout',
  reason: 'It would become several statements, which a call does not take.',
};

function editStatement(
  statement: SourceStatement,
  planned: PlannedStatement,
  { tree }: ProgramSite,
  text: string,
): Local {
  if (!tree.literal) return notFound;
  if (planned.sid !== statement.sid) return { ...notFound, reason: 'Its sid would have to change.' };
  if (!isEqual(planned.condition, statement.condition)) {
    return { part: 'condition', code: 'computed', reason: 'Conditions of programs are not written.' };
  }
  const list = (name: 'Action' | 'Resource'): Local => {
    const isAction = name === 'Action';
    const wanted = isAction ? planned.action : planned.resource;
    if (!isAction && wanted.length === 0) return noEdits;
    return editProgramList({
      entry: findEntry(tree, name),
      tokens: isAction ? statement.action : statement.resource,
      wanted,
      part: isAction ? 'action' : 'resource',
      text,
    });
  };
  const [actions, resources] = [list('Action'), list('Resource')];
  if (isRefused(actions)) return actions;
  return isRefused(resources) ? resources : { edits: [...actions.edits, ...resources.edits] };
}

/** Applied and read again; undefined where that does not say what was planned. */
function attempt(works: readonly Work[], opened: OpenProgram): ReturnType<Writer>['edits'] | undefined {
  const { source } = opened;
  const removed = removeAll(
    works.flatMap(({ removals }) => removals),
    source.text,
  );
  const edits = sortEdits([...works.flatMap((work) => work.edits), ...removed]);
  if (!areApart(edits)) return undefined;
  const after = openProgram({ uri: source.uri, text: applyEdits(source.text, edits) });
  const changes = works.flatMap((work) => work.changes);
  if (after === undefined || !programSays(opened, after, changes)) return undefined;
  return edits.map((edit) => ({ uri: source.uri, ...edit }));
}

function notVerified({ policy }: PolicyPlan): Refusal {
  const reason = 'Reading the edited file again did not give what was intended.';
  return { policy, statement: undefined, part: 'policy', code: 'not-verified', reason };
}
