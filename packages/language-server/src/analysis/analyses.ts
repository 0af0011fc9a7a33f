import { prepare } from '@leastwise/core';
import type { Host } from '../host.js';
import { fileKey, joinUri } from '../paths.js';
import { looksLikeSource } from '../sniff.js';
import type { Projects } from '../workspace/projects.js';
import { indexTokens, isSameFile, ownName, viewOf, type Result, type View } from './result.js';
import { createScheduler, pause, type Job } from './scheduler.js';
import { gatherUnit, type Texts } from './unit.js';

/** An open document, as the editor has it now. */
export interface OpenText {
  readonly uri: string;
  readonly version: number;
  getText(): string;
}

export interface AnalysesInput {
  readonly host: Host;
  readonly projects: Projects;
  documentOf(uri: string): OpenText | undefined;
  documents(): readonly OpenText[];
  failed(uri: string, error: unknown): void;
}

/** The analyses of the open documents, each of its newest text as soon as there is time. */
export interface Analyses {
  touch(uri: string, when?: 'pause' | 'at once'): void;
  /** What is known of a document, seen from its present text; undefined: nothing yet, or no source. */
  view(uri: string): View | undefined;
  /** The same, when the present text has been looked at. */
  settled(uri: string): Promise<View | undefined>;
  /** Why the present text could not be read, where it is broken and the view is of an earlier one. */
  broken(uri: string): Result | undefined;
  /** Calls back when a document has a new result, or none any more. */
  onChanged(listener: (uri: string) => void): void;
  /** The files that a result was made from besides its document, as keys. */
  readsOf(result: Result): string[];
  /** Every good result. */
  results(): readonly Result[];
  close(uri: string): void;
}

export function createAnalyses(input: AnalysesInput): Analyses {
  const good = new Map<string, Result>();
  const broken = new Map<string, Result>();
  const listeners: ((uri: string) => void)[] = [];
  const scheduler = createScheduler({
    versionOf: (uri) => input.documentOf(uri)?.version,
    run: (job, isStale) => analyzeDocument(job, isStale, input),
    finished(uri, result) {
      keepResult(uri, result, good, broken);
      for (const listener of listeners) listener(uri);
    },
    failed: (uri, error) => input.failed(uri, error),
  });
  const view = (uri: string): View | undefined => {
    const [result, document] = [good.get(uri), input.documentOf(uri)];
    return result === undefined || document === undefined ? undefined : viewOf(result, document.getText());
  };
  return {
    touch: (uri, when) => scheduler.touch(uri, when),
    view,
    async settled(uri) {
      await scheduler.settled(uri);
      return view(uri);
    },
    broken: (uri) => broken.get(uri),
    results: () => [...good.values()],
    onChanged: (listener) => void listeners.push(listener),
    readsOf: ({ uri, unit, project }) =>
      [...unit.sources, ...unit.files]
        .map((source) => fileKey(joinUri(project.root, source.uri)))
        .filter((key) => key !== fileKey(uri)),
    close(uri) {
      const isKnown = good.delete(uri);
      broken.delete(uri);
      scheduler.drop(uri);
      if (isKnown) for (const listener of listeners) listener(uri);
    },
  };
}

/** A broken text never replaces a good result: what it says of the unchanged lines still holds. */
function keepResult(
  uri: string,
  result: Result | undefined,
  good: Map<string, Result>,
  broken: Map<string, Result>,
): void {
  broken.delete(uri);
  if (result === undefined) good.delete(uri);
  else if (!result.broken) good.set(uri, result);
  else {
    const before = good.get(uri);
    if (before === undefined || before.broken) good.set(uri, result);
    broken.set(uri, result);
  }
}

async function analyzeDocument(
  { uri }: Job,
  isStale: () => boolean,
  input: AnalysesInput,
): Promise<Result | undefined> {
  const text = input.documentOf(uri)?.getText() ?? '';
  if (!looksLikeSource(uri, text)) return undefined;
  const [opened] = await Promise.all([input.projects.of(uri), prepare()]);
  const { project } = opened;
  const unit = await gatherUnit(uri, text, textsOf(project.root, input));
  await pause(0);
  if (isStale()) return undefined;
  const analyzed = opened.analyzer().analyze(unit.parsed);
  const own = ownName({ uri, project });
  const isBroken = analyzed.analysis.problems.some(
    (problem) => problem.uri === own && /^(?:yaml|json|hcl)-syntax$|^syntax-more$/.test(problem.code),
  );
  return { ...analyzed, uri, project, unit, broken: isBroken, tokens: indexTokens(analyzed) };
}

function textsOf(root: string, input: AnalysesInput): Texts {
  return {
    root,
    host: input.host,
    openText: (key) =>
      (input.documentOf(key) ?? input.documents().find(({ uri }) => isSameFile(uri, key)))?.getText(),
    openUris: () => input.documents().map(({ uri }) => uri),
  };
}
