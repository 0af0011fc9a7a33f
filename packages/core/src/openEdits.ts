import type { Analysis } from './analysis.js';
import type { AnalyzedSources } from './analyzer.js';
import type { Finding } from './findings/types.js';
import type { Source, SourcePolicy } from './sources/model.js';
import { defaultEndDate } from './suggestions/expire.js';
import type { PolicyPlan, Refusal, TextEdit } from './suggestions/edits/types.js';
import { writers } from './suggestions/edits/writers.js';
import { collectUsers, placeOf } from './suggestions/planUsers.js';
import type { PlanScope } from './suggestions/planScope.js';
import {
  byUri,
  modelOf,
  usersOfPlans,
  writeProven,
  type PlanRequest,
  type SetAside,
} from './suggestPlans.js';
import { suggestForFindings } from './suggestFindings.js';
import { scopeOfFindings, scopeOfStatements, userFindings, type UserFinding } from './suggestScope.js';
import { keepEdit, type KeepRequest } from './suggestKeep.js';
import { splitRoles, type SplitRoles } from './suggestSplit.js';
import { compareText } from './util/order.js';
import { indexLines, type Range } from './util/text.js';

/** What can be asked of an analysis, as long as the texts are those that it was made from. */
export interface Edits {
  /** The edits for what is asked: a quick fix, a function, a file, everything. */
  suggestEdits(request?: EditRequest): SuggestedEdits;
  /** The comment that keeps what a finding is about; undefined where the source takes none. By fingerprint. */
  suggestKeep(fingerprint: string, keep: KeepRequest): FileEdit | undefined;
  /** The analysis with the suggestion of each finding that has one. Takes about as long as the analysis itself. */
  withSuggestions(): Analysis;
}

/** What to narrow. Conditions that are given all hold; none: everything. */
export interface EditRequest {
  /** By fingerprint: only what these findings are about. */
  readonly findings?: readonly string[];
  /** `token` (the default): what a finding is about; `statement`: all of the statements that its findings stand in. */
  readonly reach?: 'token' | 'statement';
  /** Only what findings of these rules are about. */
  readonly rules?: readonly string[];
  /** Names or ids: only policies that these functions hold. */
  readonly functions?: readonly string[];
  /** Only policies in these files. */
  readonly uris?: readonly string[];
  /** ISO instant: what would go ends then instead. */
  readonly expireAt?: string;
  /** Give each function that shares a role with others one of its own first, narrowed for it alone. */
  readonly split?: boolean;
}

/** An edit as a host applies it; ranges and spans count in the text that was analysed. */
export interface FileEdit extends TextEdit {
  readonly range: Range;
}

export interface SuggestedEdits {
  /** By file and place; they never overlap. Empty: there is nothing to do, or `setAside` says why not. */
  readonly edits: readonly FileEdit[];
  /** Ids of the functions whose policies change, sorted. */
  readonly functions: readonly string[];
  /** Policies that stay although something of them may go, with the reason. */
  readonly setAside: readonly {
    uri: string;
    line: number;
    kind: SetAside['kind'];
    code: string;
    message: string;
  }[];
}

/** Opens an analysis for edits. `sources`: the texts that were parsed for it, included files among them. */
export function openEdits(analyzed: AnalyzedSources, sources: readonly Source[]): Edits {
  const texts = new Map(sources.toReversed().map((source) => [source.uri, source]));
  const users = collectUsers(
    analyzed.functions.map(({ user }) => user),
    analyzed.models,
  );
  const write = (plans: readonly PolicyPlan[]): ReturnType<typeof writePlans> =>
    writePlans(plans, analyzed, texts);
  return {
    suggestKeep(fingerprint, keep) {
      const found = analyzed.functions.flatMap(({ findings, user }) =>
        findings
          .filter(({ finding }) => finding.fingerprint === fingerprint)
          .map((located) => ({ located, model: user.context.model })),
      );
      const [first] = found;
      const source = texts.get(first?.located.places[0]?.comparison.grant.statement.uri ?? '');
      if (first === undefined || source === undefined) return undefined;
      const edit = keepEdit(first.located, source, first.model, keep);
      return edit && withRanges([edit], texts)[0];
    },
    withSuggestions() {
      const suggestions = suggestForFindings({ analyzed, users, texts, write });
      const findings = analyzed.analysis.findings.map((finding) => {
        const suggestion = suggestions.get(finding);
        return suggestion === undefined ? finding : { ...finding, suggestion };
      });
      return { ...analyzed.analysis, findings };
    },
    suggestEdits(request = {}) {
      const planRequest = toPlanRequest(request, analyzed);
      const split =
        request.split === true
          ? splitRoles(analyzed, texts, planRequest, (fn) => isChosen(fn, request))
          : noSplit;
      const rest = withoutFunctions(planRequest, split.functions, users);
      const written = writeProven(rest, users, write);
      const names = usersOfPlans(written.plans, users).map(({ context }) => context.fn.id);
      return {
        edits: withRanges([...split.edits, ...written.edits], texts),
        functions: [...new Set([...names, ...split.functions])].sort(compareText),
        setAside: [...split.setAside, ...written.setAside].map(({ policy, line, kind, code, reason }) => ({
          uri: policy.uri,
          line,
          kind,
          code,
          message: `${policy.name} stays as it is: ${reason}`,
        })),
      };
    },
  };
}

const noSplit: SplitRoles = { edits: [], functions: [], setAside: [] };

/** What functions hold that were split is narrowed already: nothing else of theirs changes in the same run. */
function withoutFunctions(
  request: PlanRequest,
  split: readonly string[],
  users: ReturnType<typeof collectUsers>,
): PlanRequest {
  const isFree = (policy: SourcePolicy): boolean =>
    !users.usersOf(policy).some(({ context }) => split.includes(context.fn.id));
  return { ...request, policies: request.policies.filter(isFree) };
}

function toPlanRequest(request: EditRequest, analyzed: AnalyzedSources): PlanRequest {
  const { options } = analyzed;
  const soft = request.expireAt !== undefined || (options.soft ?? false);
  const endDate = request.expireAt ?? defaultEndDate(options.now);
  const chosen = analyzed.functions.filter(({ analysis }) => isChosen(analysis, request));
  const held = new Set(chosen.flatMap(({ user }) => user.context.fn.policies));
  const policies = analyzed.models.flatMap(({ policies: all }) =>
    all.filter(
      ({ id, uri, kind }) =>
        kind !== 'implied' && held.has(id) && (request.uris === undefined || request.uris.includes(uri)),
    ),
  );
  return { policies: onePerPlace(policies), scope: scopeOf(request, chosen, soft), soft, endDate };
}

function isChosen({ name, id }: { name: string; id: string }, { functions }: EditRequest): boolean {
  return functions === undefined || functions.includes(name) || functions.includes(id);
}

/** Two policies of one place in the text are one. */
function onePerPlace(policies: readonly SourcePolicy[]): SourcePolicy[] {
  const seen = new Set<string>();
  return policies.filter(({ statements }) => {
    const isNew = statements.some((statement) => !seen.has(placeOf(statement)));
    statements.forEach((statement) => seen.add(placeOf(statement)));
    return isNew;
  });
}

function scopeOf(request: EditRequest, chosen: AnalyzedSources['functions'], soft: boolean): PlanScope {
  const { findings, rules, reach } = request;
  if (findings === undefined && rules === undefined) return 'all';
  const found = chosen.flatMap(({ findings: own, user }): UserFinding[] =>
    own
      .filter(({ finding }) => isAsked(finding, findings, rules))
      .flatMap((located) => userFindings(located, user)),
  );
  if (reach !== 'statement') return scopeOfFindings(found, soft);
  const places = found.flatMap(({ located }) => located.places);
  return scopeOfStatements(places.map(({ comparison }) => comparison.grant.statement));
}

function isAsked(
  { fingerprint, rule }: Finding,
  findings: readonly string[] | undefined,
  rules: readonly string[] | undefined,
): boolean {
  return (findings?.includes(fingerprint) ?? true) && (rules?.includes(rule) ?? true);
}

function writePlans(
  plans: readonly PolicyPlan[],
  { models }: AnalyzedSources,
  texts: ReadonlyMap<string, Source>,
): { edits: TextEdit[]; refused: Refusal[] } {
  const edits: TextEdit[] = [];
  const refused: Refusal[] = plans.filter(isEmptiedInFiles).map(({ policy }) => emptied(policy));
  for (const [uri, parts] of byUri(plans.filter((plan) => !isEmptiedInFiles(plan)))) {
    const own = parts.map(({ part }) => part);
    const source = texts.get(uri);
    const model = own[0] && modelOf(models, own[0].policy);
    const writer = model && writers[model.format];
    if (source === undefined || model === undefined || writer === undefined) {
      refused.push(...own.map(({ policy }) => notWritable(policy)));
      continue;
    }
    const written = writer(source, own, model, texts);
    edits.push(...written.edits);
    refused.push(...written.refused);
  }
  return { edits, refused };
}

/** No file by itself shows that nothing would stay of a policy that is put together from several. */
function isEmptiedInFiles({ policy, statements }: PolicyPlan): boolean {
  return (
    statements.length === policy.statements.length &&
    statements.every(({ becomes }) => becomes.length === 0) &&
    new Set(statements.map(({ statement }) => statement.uri)).size > 1
  );
}

function emptied(policy: SourcePolicy): Refusal {
  const reason = 'Nothing of the policy is needed, and its statements stand in several files.';
  return { policy, statement: undefined, part: 'policy', code: 'would-be-empty', reason };
}

function notWritable(policy: SourcePolicy): Refusal {
  const reason = 'Files of this format are not edited in this version.';
  return { policy, statement: undefined, part: 'policy', code: 'format-not-written', reason };
}

function withRanges(edits: readonly TextEdit[], texts: ReadonlyMap<string, Source>): FileEdit[] {
  const lines = new Map([...texts].map(([uri, { text }]) => [uri, text]));
  const indexes = new Map<string, ReturnType<typeof indexLines>>();
  const rangeOf = ({ uri, span }: TextEdit): Range => {
    const index = indexes.get(uri) ?? indexLines(lines.get(uri) ?? '');
    indexes.set(uri, index);
    return index.rangeOf(span);
  };
  return [...edits]
    .sort((a, b) => compareText(a.uri, b.uri) || a.span.from - b.span.from || a.span.to - b.span.to)
    .map((edit) => ({ ...edit, range: rangeOf(edit) }));
}
