import type { Problem } from '@leastwise/core';
import { readText } from './readText.js';

/** JSON files, parsed as far as they could be. */
export interface ReadJson {
  readonly values: readonly unknown[];
  readonly problems: readonly Problem[];
}

/** What a file should hold: `is` tells, `name` says it in a message. */
export interface Expected {
  readonly name: string;
  readonly is: (value: unknown) => boolean;
}

/** The parsed files; one that can't be read, is no JSON or something else is a problem and is left out. */
export async function readJsonFiles(paths: readonly string[], expected: Expected): Promise<ReadJson> {
  const read = await Promise.all(paths.map((path) => readJson(path, expected)));
  return { values: read.flatMap((each) => each.values), problems: read.flatMap((each) => each.problems) };
}

async function readJson(path: string, expected: Expected): Promise<ReadJson> {
  const { source, problems } = await readText(path);
  if (!source) return { values: [], problems };
  const failed = (code: string, line: number, message: string): ReadJson => ({
    values: [],
    problems: [...problems, { kind: 'unreadable', code, uri: source.uri, line, message }],
  });
  try {
    const value = JSON.parse(source.text) as unknown;
    if (expected.is(value)) return { values: [value], problems };
    return failed('json-unexpected', 0, `${source.uri} is not ${expected.name}: give that command's output`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failed('json-syntax', lineOf(message, source.text), `${source.uri} is not JSON: ${message}`);
  }
}

/** From 0; the engine says the offset, where it says anything. */
function lineOf(message: string, text: string): number {
  const [, offset] = /position (\d+)/.exec(message) ?? [];
  return text.slice(0, Number(offset ?? 0)).split('\n').length - 1;
}

/** One answer of `get-event-selectors`, or an array of them. */
export const selectorsAnswer: Expected = {
  name: 'an answer of `aws cloudtrail get-event-selectors`',
  is: (value) => everyItem(value, (item) => hasMember(item, ['eventselectors', 'advancedeventselectors'])),
};

/** An answer of `describe-trails`, its list, or an array of answers. */
export const trailsAnswer: Expected = {
  name: 'an answer of `aws cloudtrail describe-trails`',
  is: (value) => everyItem(value, (item) => hasMember(item, ['traillist', 'trailarn'])),
};

/** A state of Terraform, of version 4 or as it is printed, or a plan. */
export const stateFile: Expected = {
  name: 'a terraform.tfstate (version 4), nor what `terraform show -json` prints',
  is: (value) => hasMember(value, ['resources', 'values', 'planned_values', 'prior_state']),
};

function everyItem(value: unknown, is: (item: unknown) => boolean): boolean {
  return [value].flat(2).every(is);
}

/** In either spelling: `EventSelectors` of the command line, `eventSelectors` of a recorded event. */
function hasMember(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).some((key) => names.includes(key.toLowerCase()));
}
