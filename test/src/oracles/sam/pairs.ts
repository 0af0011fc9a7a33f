import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compareRoles, type Compared, type Output } from './compare.js';
import { partitions, type Partition } from './roles.js';

/** A SAM template with what SAM's translator made of it in one partition. */
export interface Pair {
  readonly name: string;
  readonly partition: Partition;
  readonly template: string;
  readonly output: Output;
}

/** Our own: `fixtures/sam-*` with `expected/<partition>.json`. */
export function ownPairs(fixtures: string): Pair[] {
  return readdirSync(fixtures)
    .filter((name) => name.startsWith('sam-'))
    .flatMap((name) =>
      partitions.flatMap((partition) => {
        const path = join(fixtures, name, 'expected', `${partition.name}.json`);
        return readPair(name, partition, join(fixtures, name, 'template.yaml'), path);
      }),
    );
}

/**
 * Those of SAM's repository, at any depth: `input/NAME.yaml` with `output/NAME.json` for `aws`, and with
 * `output/<partition>/NAME.json` for the others.
 */
export function samPairs(folder: string): Pair[] {
  return inputFolders(folder).flatMap((input) => {
    const output = join(dirname(input), 'output');
    return readdirSync(input).flatMap((file) => {
      const name = basename(file).replace(/\.(?:ya?ml|json)$/, '');
      if (name === file) return [];
      return partitions.flatMap((partition) => {
        const folders =
          partition.name === 'aws' ? [output, join(output, 'aws')] : [join(output, partition.name)];
        const path = folders.map((each) => join(each, `${name}.json`)).find((each) => existsSync(each));
        return path === undefined ? [] : readPair(name, partition, join(input, file), path);
      });
    });
  });
}

function inputFolders(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (!statSync(path).isDirectory()) return [];
    return name === 'input' ? [path] : inputFolders(path);
  });
}

function readPair(name: string, partition: Partition, template: string, output: string): Pair[] {
  if (!existsSync(output)) return [];
  const text = readFileSync(output, 'utf8');
  return [{ name, partition, template: readFileSync(template, 'utf8'), output: JSON.parse(text) as Output }];
}

/** Whether SAM refused the template: then there are no roles to compare. */
export function isRefused({ output }: Pair): boolean {
  return output.Resources === undefined;
}

export function comparePair({ template, output, partition }: Pair): Compared {
  return compareRoles(template, output, partition);
}
