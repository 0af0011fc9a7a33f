import type { Problem } from '@leastwise/core';
import { readText } from './readText.js';

/** What could be parsed, in the order of the files. */
export interface ReadJson {
  readonly values: readonly unknown[];
  readonly problems: readonly Problem[];
}

/** The parsed files; one that can't be read or is no JSON is a problem and is left out. */
export async function readJsonFiles(paths: readonly string[]): Promise<ReadJson> {
  const read = await Promise.all(paths.map(readJson));
  return { values: read.flatMap((each) => each.values), problems: read.flatMap((each) => each.problems) };
}

async function readJson(path: string): Promise<ReadJson> {
  const { source, problems } = await readText(path);
  if (!source) return { values: [], problems };
  try {
    return { values: [JSON.parse(source.text) as unknown], problems };
  } catch (error) {
    const message = `${source.uri} is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    const problem: Problem = { kind: 'unreadable', code: 'json-syntax', uri: source.uri, line: 0, message };
    return { values: [], problems: [...problems, problem] };
  }
}
