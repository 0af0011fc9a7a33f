import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { collect, type Collected } from '@leastwise/collect';
import { parseConfig, type AnalyzeInput, type Config, type Problem } from '@leastwise/core';
import { UsageError } from '../exit.js';
import { refuseRemote, toInstant, type SharedOptions } from '../options.js';
import { pickDefined } from '../pickDefined.js';
import { progressText } from '../progress.js';
import { readJsonFiles, selectorsAnswer, stateFile, trailsAnswer } from './readJson.js';
import { readNamedFiles } from './readNamedFiles.js';
import { readSources } from './readSources.js';
import { readText } from './readText.js';
import type { Messages } from '../terminal.js';

/** An analysis's input, as far as it could be read. */
export interface ReadInput {
  readonly input: AnalyzeInput;
  /** What could not be read; the rest is in `input`. */
  readonly problems: readonly Problem[];
}

/** Reads all that an analysis needs: sources, usage, selectors, trails, configuration. */
export async function readInput(
  paths: readonly string[],
  options: SharedOptions,
  messages: Messages,
): Promise<ReadInput> {
  const config = await readConfig(options.config, messages);
  const named = namedFiles(options, config.value);
  if (named.usage.length === 0) {
    throw new UsageError(
      '--usage is missing: name a folder of CloudTrail files, one file, a snapshot, or - for standard input',
    );
  }
  refuseRemote('--usage', named.usage);
  const sources = await readSources(paths);
  const files = await readNamedFiles(sources.sources);
  const selectors = await readJsonFiles(named.selectors, selectorsAnswer);
  const trails = await readJsonFiles(named.trails, trailsAnswer);
  const state = await readJsonFiles(options.state, stateFile);
  const usage = await readUsage(named.usage, messages);
  return {
    input: {
      sources: sources.sources,
      files: files.sources,
      usage: [usage.value],
      options: {
        now: options.now ?? toInstant(new Date()),
        stacks: options.stack,
        principals: options.principal,
        selectors: selectors.values.flat(),
        state: state.values,
        ...pickDefined({ trails: mergeTrails(trails.values), config: config.value }, ['trails', 'config']),
        ...pickDefined(options, ['minWindow', 'tightness', 'soft']),
      },
    },
    problems: [sources, files, config, selectors, trails, state, usage].flatMap((each) => each.problems),
  };
}

/** What the command line names counts; where it names nothing, what the config names from its own folder. */
function namedFiles(
  options: SharedOptions,
  config: Config | undefined,
): Pick<SharedOptions, 'usage' | 'selectors' | 'trails'> {
  const folder = dirname(options.config ?? defaultConfig);
  const orConfig = (given: readonly string[], key: 'usage' | 'selectors' | 'trails'): readonly string[] =>
    given.length > 0
      ? given
      : (config?.[key] ?? []).map((path) => (isAbsolute(path) ? path : join(folder, path)));
  return {
    usage: orConfig(options.usage, 'usage'),
    selectors: orConfig(options.selectors, 'selectors'),
    trails: orConfig(options.trails, 'trails'),
  };
}

const defaultConfig = 'leastwise.config.yaml';

interface ReadConfig {
  readonly value: Config | undefined;
  readonly problems: readonly Problem[];
}

async function readConfig(path: string | undefined, messages: Messages): Promise<ReadConfig> {
  if (path === undefined && !existsSync(defaultConfig)) return { value: undefined, problems: [] };
  if (path === undefined) messages.note(`using ${defaultConfig}`);
  const { source, problems } = await readText(path ?? defaultConfig);
  if (!source) return { value: undefined, problems };
  const parsed = parseConfig(source);
  return { value: parsed.value, problems: [...problems, ...parsed.problems] };
}

async function readUsage(paths: readonly string[], messages: Messages): Promise<Collected> {
  const read = await collect({
    from: paths,
    onProgress: (progress) => messages.progress(progressText(progress)),
  });
  messages.done();
  return read;
}

/** Several answers of `describe-trails` (one a region) read as one. */
function mergeTrails(answers: readonly unknown[]): unknown {
  if (answers.length < 2) return answers[0];
  return { trailList: answers.flatMap(trailList) };
}

function trailList(answer: unknown): unknown[] {
  const list =
    typeof answer === 'object' && answer !== null && 'trailList' in answer ? answer.trailList : answer;
  return Array.isArray(list) ? (list as unknown[]) : [];
}
