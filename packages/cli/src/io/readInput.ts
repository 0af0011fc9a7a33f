import { existsSync } from 'node:fs';
import process from 'node:process';
import { readUsage } from '@leastwise/collect';
import { parseConfig, type AnalyzeInput, type Config, type Problem, type Snapshot } from '@leastwise/core';
import { UsageError } from '../exit.js';
import { toInstant, type SharedOptions } from '../options.js';
import { readJsonFiles } from './readJson.js';
import { readSources } from './readSources.js';
import { readText } from './readText.js';
import type { Messages } from '../terminal.js';

export interface ReadInput {
  readonly input: AnalyzeInput;
  /** What could not be read; the rest is in `input`. */
  readonly problems: readonly Problem[];
}

/** Reads all that an analysis needs: sources, usage, selectors, trails, configuration. */
export async function readInput(paths: readonly string[], options: SharedOptions, messages: Messages): Promise<ReadInput> {
  if (options.usage.length === 0) {
    throw new UsageError('--usage is missing: name a folder of CloudTrail files, one file, a snapshot, or - for standard input');
  }
  const sources = await readSources(paths);
  const config = await readConfig(options.config, messages);
  const selectors = await readJsonFiles(options.selectors);
  const trails = await readJsonFiles(options.trails);
  const usage = await readUsages(options.usage, messages);
  return {
    input: {
      sources: sources.sources,
      usage: usage.snapshots,
      options: {
        now: options.now ?? toInstant(new Date()),
        stacks: options.stack,
        principals: options.principal,
        selectors: selectors.values.flat(),
        ...defined('trails', mergeTrails(trails.values)),
        ...defined('minWindow', options.minWindow),
        ...defined('tightness', options.tightness),
        ...defined('soft', options.soft),
        ...defined('config', config.value),
      },
    },
    problems: [sources, config, selectors, trails, usage].flatMap((each) => each.problems),
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

interface ReadUsages {
  readonly snapshots: readonly Snapshot[];
  readonly problems: readonly Problem[];
}

async function readUsages(paths: readonly string[], messages: Messages): Promise<ReadUsages> {
  const snapshots: Snapshot[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const read = await readUsage(path, { stdin: process.stdin, onProgress: messages.progress });
    snapshots.push(read.value);
    problems.push(...read.problems);
  }
  messages.done();
  return { snapshots, problems };
}

/** Several answers of `describe-trails` (one a region) read as one. */
function mergeTrails(answers: readonly unknown[]): unknown {
  if (answers.length < 2) return answers[0];
  return { trailList: answers.flatMap(trailList) };
}

function trailList(answer: unknown): unknown[] {
  const list = typeof answer === 'object' && answer !== null && 'trailList' in answer ? answer.trailList : answer;
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function defined<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
