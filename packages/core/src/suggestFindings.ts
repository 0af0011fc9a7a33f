import type { AnalyzedSources } from './analyzer.js';
import { policiesOf } from './grants/grant.js';
import type { Finding } from './findings/types.js';
import type { Source, SourceModel } from './sources/model.js';
import { defaultEndDate } from './suggestions/expire.js';
import { writeApart } from './suggestions/edits/templateWriter.js';
import type { PolicyPlan, TextEdit } from './suggestions/edits/types.js';
import { writers } from './suggestions/edits/writers.js';
import { placeOf, type PlanUsers } from './suggestions/planUsers.js';
import {
  byUri,
  modelOf,
  provePlans,
  writeProven,
  type PlanRequest,
  type WritePlans,
} from './suggestPlans.js';
import { scopeOfFindings, userFindings, type UserFinding } from './suggestScope.js';
import { indexLines } from './util/text.js';

/** What suggestions of findings are made with. */
export interface SuggestingFindings {
  readonly analyzed: AnalyzedSources;
  readonly users: PlanUsers;
  readonly texts: ReadonlyMap<string, Source>;
  readonly write: WritePlans;
}

/**
 * The suggestion of each finding that has one. Findings are planned one by one and written together, as many as do not
 * touch each other, so that a text is read again a few times and not once a finding.
 */
export function suggestForFindings(suggesting: SuggestingFindings): Map<Finding, Finding['suggestion']> {
  const asked = suggesting.analyzed.functions.flatMap(({ findings, user }) =>
    findings
      .filter(({ finding }) => titles.has(finding.rule))
      .flatMap((located) => userFindings(located, user)),
  );
  const byPlace = new Map<string, UserFinding[]>();
  for (const found of asked) {
    const key = keyOf(found);
    byPlace.set(key, [...(byPlace.get(key) ?? []), found]);
  }
  const jobs = [...byPlace.values()].flatMap((found) => openJob(found, suggesting) ?? []);
  const edits = writeJobs(jobs, suggesting);
  const suggestions = new Map<Finding, Finding['suggestion']>();
  for (const job of jobs) {
    const own = edits.get(job) ?? [];
    if (own.length === 0) continue;
    for (const { located } of job.found) {
      suggestions.set(located.finding, toSuggestion(located.finding, own, suggesting));
    }
  }
  return suggestions;
}

/** Findings of several functions about one token of a shared policy have one suggestion. */
function keyOf({ located: { finding, places }, user }: UserFinding): string {
  const [{ comparison, token }] = places;
  const place = `${finding.rule} ${placeOf(comparison.grant.statement)} ${token.span.from} ${token.text}`;
  return finding.rule === 'service-unused' ? `${place} ${user.context.fn.id}` : place;
}

interface Job {
  readonly found: readonly UserFinding[];
  readonly request: PlanRequest;
  readonly plans: readonly PolicyPlan[];
}

function openJob(
  found: readonly UserFinding[],
  { analyzed: { options }, users }: SuggestingFindings,
): Job | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  const soft = options.soft ?? false;
  const { finding, places } = first.located;
  const { model, fn } = first.user.context;
  const isWide = finding.rule === 'service-unused';
  const policies = isWide
    ? policiesOf(model, fn).filter(({ kind }) => kind !== 'implied')
    : [places[0].comparison.grant.policy];
  const scope = scopeOfFindings(found, soft);
  const request = { policies, scope, soft, endDate: defaultEndDate(options.now) };
  const { plans, setAside } = provePlans(request, users);
  // What is not proven as a whole may be with the resources as they are: `writeAlone` tries.
  const isOpen = plans.length > 0 || setAside.some(({ kind }) => kind === 'withheld');
  return isOpen ? { found, request, plans } : undefined;
}

/** Jobs by batches of which no two touch the same statement or take statements out of the same policy. */
function writeJobs(jobs: readonly Job[], suggesting: SuggestingFindings): Map<Job, readonly TextEdit[]> {
  const batches: { taken: Set<string>; jobs: Job[] }[] = [];
  for (const job of jobs) {
    const needs = job.plans.flatMap(placesTaken);
    const home = batches.find(({ taken }) => !needs.some((place) => taken.has(place)));
    if (home === undefined) batches.push({ taken: new Set(needs), jobs: [job] });
    else {
      home.jobs.push(job);
      needs.forEach((place) => home.taken.add(place));
    }
  }
  return new Map(batches.flatMap((batch) => writeBatch(batch.jobs, suggesting)));
}

function placesTaken({ policy, statements }: PolicyPlan): string[] {
  const removes = statements.some(({ becomes }) => becomes.length === 0);
  return [
    ...statements.map(({ statement }) => placeOf(statement)),
    ...(removes ? [`${policy.uri} ${policy.id}`] : []),
  ];
}

function writeBatch(jobs: readonly Job[], suggesting: SuggestingFindings): [Job, readonly TextEdit[]][] {
  const written = new Map<PolicyPlan, readonly TextEdit[]>();
  const failed = new Set<PolicyPlan>();
  const plans = jobs.flatMap((job) => job.plans);
  for (const [uri, parts] of byUri(plans)) {
    const own = parts.map(({ part }) => part);
    const source = suggesting.texts.get(uri);
    const model = own[0] && modelOf(suggesting.analyzed.models, own[0].policy);
    if (source === undefined || model === undefined) continue;
    writeOwn(source, own, model, suggesting.texts).forEach((edits, index) => {
      const whole = parts[index]?.whole;
      if (whole === undefined) return;
      if (edits === undefined) failed.add(whole);
      else written.set(whole, [...(written.get(whole) ?? []), ...edits]);
    });
  }
  return jobs.map((job) => {
    const parts = job.plans.map((plan) => (failed.has(plan) ? undefined : written.get(plan)));
    const isWhole = parts.length > 0 && parts.every((part) => part !== undefined);
    return [job, isWhole ? parts.flat() : writeAlone(job, suggesting)];
  });
}

/** One entry a plan; undefined where it was not written. */
function writeOwn(
  source: Source,
  plans: readonly PolicyPlan[],
  model: SourceModel,
  texts: ReadonlyMap<string, Source>,
): (readonly TextEdit[] | undefined)[] {
  const writer = writers[model.format];
  if (writer === undefined) return [];
  if (!writesApart.has(model.format)) {
    return plans.map((plan) => {
      const { edits, refused } = writer(source, [plan], model, texts);
      return refused.length > 0 ? undefined : edits;
    });
  }
  return writeApart(source, plans, model).map((each) => ('code' in each ? undefined : each));
}

const writesApart: ReadonlySet<SourceModel['format']> = new Set([
  'policy-json',
  'cloudformation',
  'serverless',
]);

/** What was refused may be possible with less: the resources as they are. */
function writeAlone({ request }: Job, { users, write }: SuggestingFindings): readonly TextEdit[] {
  return writeProven(request, users, write).edits;
}

const titles: ReadonlyMap<string, (finding: Finding) => string> = new Map([
  ['action-unused', ({ evidence }) => `Remove ${namesIn(evidence['actions'])}`],
  ['action-wildcard', () => 'Replace the wildcard by what was used'],
  ['service-unused', ({ evidence }) => `Remove all of ${namesIn(evidence['service'])}`],
  ['resource-wildcard', () => 'Narrow the resource to what was used'],
  ['resource-mismatch', ({ evidence }) => `Remove ${namesIn(evidence['action'])}, which never applies here`],
  [
    'passed-service-missing',
    ({ evidence }) => `Let roles be passed to ${namesIn(evidence['services'])} only`,
  ],
  ['grant-one-time', ({ evidence }) => `Let ${namesIn(evidence['actions'])} expire`],
]);

function namesIn(evidence: unknown): string {
  return Array.isArray(evidence) ? evidence.map(String).join(', ') : String(evidence);
}

function toSuggestion(
  finding: Finding,
  edits: readonly TextEdit[],
  { texts }: SuggestingFindings,
): NonNullable<Finding['suggestion']> {
  const title = titles.get(finding.rule)?.(finding) ?? 'Narrow';
  return {
    title,
    edits: edits.map(({ uri, span, newText }) => ({
      uri,
      range: linesOf(texts.get(uri)).rangeOf(span),
      newText,
    })),
  };
}

const lines = new WeakMap<Source, ReturnType<typeof indexLines>>();

function linesOf(source: Source | undefined): ReturnType<typeof indexLines> {
  if (source === undefined) return indexLines('');
  const known = lines.get(source) ?? indexLines(source.text);
  lines.set(source, known);
  return known;
}
