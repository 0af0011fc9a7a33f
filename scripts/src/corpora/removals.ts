import {
  applyEdits,
  parseSource,
  writeApart,
  writeHcl,
  type PlannedStatement,
  type PolicyPlan,
  type Source,
  type SourceModel,
  type SourcePolicy,
  type TextEdit,
  type Token,
} from '@leastwise/core';

/** What became of the attempt to take every Action token out, each by itself. */
export interface Removals {
  tokens: number;
  /** The edit takes out that item and nothing else. */
  exact: number;
  /** By reason. */
  readonly refused: Map<string, number>;
  /** Edits that did more or less than they should: there must be none. */
  readonly wrong: string[];
}

export function noRemovals(): Removals {
  return { tokens: 0, exact: 0, refused: new Map(), wrong: [] };
}

/** Each edit is read again by the reader of sources up to this many times a file; the rest by their text alone. */
const mostReadAgain = 60;

/**
 * For every Action token of a source, the edit that takes it out: one that takes exactly that item (its line, or its
 * place between brackets), after which the model is the same without it.
 */
export function checkRemovals(source: Source, model: SourceModel, found: Removals): void {
  const jobs = model.policies.filter(isWritten).flatMap(jobsOf);
  let readAgain = mostReadAgain;
  for (const batch of batchesOf(jobs)) {
    const written = writeBatch(
      source,
      batch.map(({ plan }) => plan),
      model,
    );
    written.forEach((edits, index) => {
      const job = batch[index];
      if (job === undefined) return;
      found.tokens++;
      if ('code' in edits) {
        found.refused.set(edits.code, (found.refused.get(edits.code) ?? 0) + 1);
        return;
      }
      const fault =
        faultOf(source, job, edits) ?? (readAgain-- > 0 ? faultInModel(source, job, edits) : undefined);
      if (fault === undefined) found.exact++;
      else found.wrong.push(`${source.uri}:${job.token.range.start.line + 1}: ${fault}`);
    });
  }
}

/** Terraform's writer takes one plan at a time. */
function writeBatch(
  source: Source,
  plans: readonly PolicyPlan[],
  model: SourceModel,
): ReturnType<typeof writeApart> {
  if (model.format !== 'terraform') return writeApart(source, plans, model);
  const texts = new Map([[source.uri, source]]);
  return plans.map((plan) => {
    const { edits, refused } = writeHcl(source, [plan], model, texts);
    return refused[0] ?? edits;
  });
}

/** One token to take out. */
interface Job {
  readonly plan: PolicyPlan;
  readonly token: Token;
  /** Whether the statement goes with it. */
  readonly isLast: boolean;
  /** Which of its statement's tokens it is: jobs of one number never touch. */
  readonly round: number;
}

function isWritten({ kind, origin }: SourcePolicy): boolean {
  return kind !== 'implied' && kind !== 'named' && origin === undefined;
}

function jobsOf(policy: SourcePolicy): Job[] {
  return policy.statements.flatMap((statement) =>
    statement.action.map((token, round): Job => {
      const action = statement.action.filter((each) => each.text !== token.text).map(({ text }) => text);
      const isLast = action.length === 0;
      const kept: PlannedStatement = {
        sid: statement.sid,
        action,
        resource: statement.resource.map(({ text }) => text),
        condition: statement.condition,
      };
      const plan = { policy, statements: [{ statement, becomes: isLast ? [] : [kept] }] };
      return { plan, token, isLast, round };
    }),
  );
}

/** Removals of whole statements of one policy must not meet: each gets a round of its own. */
function batchesOf(jobs: readonly Job[]): Job[][] {
  const batches = new Map<string, Job[]>();
  const ends = new Map<SourcePolicy, number>();
  for (const job of jobs) {
    const { policy } = job.plan;
    if (job.isLast) ends.set(policy, (ends.get(policy) ?? 0) + 1);
    const key = job.isLast ? `end ${ends.get(policy) ?? 0}` : String(job.round);
    batches.set(key, [...(batches.get(key) ?? []), job]);
  }
  return [...batches.values()];
}

/** What of the text is gone must be the item with its dash, comma, white space and comment. */
function faultOf({ text }: Source, { token, isLast }: Job, edits: readonly TextEdit[]): string | undefined {
  if (isLast) return undefined;
  const gone = edits.map(({ span }) => text.slice(span.from, span.to)).join('');
  if (edits.some(({ newText }) => newText !== '')) return 'something is written';
  const item = text.slice(token.span.from, token.span.to);
  const rest = gone.split(item).join('');
  const isBare = rest.split(/\r?\n/).every((line) => /^[\s,\\n-]*(?:(?:#|\/\/).*)?$/.test(line));
  return isBare ? undefined : `${JSON.stringify(gone)} goes for ${item}`;
}

/** The reader must find the same statements without the token. */
function faultInModel(source: Source, job: Job, edits: readonly TextEdit[]): string | undefined {
  const { policy, statements } = job.plan;
  const after = parseSource({ uri: source.uri, text: applyEdits(source.text, edits) }).value;
  const before = parseSource(source).value;
  const expected = listing(before, (own, index) => {
    const is =
      own.id === policy.id && own.statements[index]?.span.from === statements[0]?.statement.span.from;
    return is ? (statements[0]?.becomes[0]?.action ?? []) : undefined;
  });
  const actual = listing(after, () => undefined);
  return expected === actual ? undefined : 'the edited text says something else';
}

/** All statements as text, those without actions left out; policies without statements too. */
function listing(
  model: SourceModel,
  instead: (policy: SourcePolicy, index: number) => readonly string[] | undefined,
): string {
  return model.policies
    .filter(({ kind }) => kind !== 'implied')
    .flatMap((policy) =>
      policy.statements.map((statement, index) => {
        const { effect, action, notAction, resource, notResource, condition } = statement;
        const actions = instead(policy, index) ?? action.map(({ text }) => text);
        if (actions.length + notAction.length === 0) return '';
        const lists = [notAction, resource, notResource].map((tokens) => tokens.map(({ text }) => text));
        return JSON.stringify([effect, actions, lists, condition]);
      }),
    )
    .filter((line) => line !== '')
    .join('\n');
}
