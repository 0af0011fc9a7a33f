import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { root } from '../../importGraph.js';
import { compareRoles, type Output } from './compare.js';
import { partitions, type Partition } from './roles.js';
import { askTranslator } from './translator.js';

/**
 * npm run oracles:sam                what SAM's translator (PyPI) makes of fixtures/sam-* and of the corpora's templates,
 *                                    in three partitions, against our roles; exit 1 where any differs
 * npm run oracles:sam -- --write     writes it as fixtures/sam-NAME/expected too
 * npm run oracles:sam -- FOLDER...   the SAM templates of these folders as well
 *
 * Needs Python 3 and PyPI, and is no part of `npm test`.
 */
const fixtures = join(root, 'fixtures');
const args = process.argv.slice(2);
const mayWrite = args.includes('--write');
const corpora = process.env['LEASTWISE_CORPORA'];
const folders = [
  ...args.filter((arg) => !arg.startsWith('--')),
  ...(corpora === undefined ? [] : [join(corpora, 'cfn-sam')]),
];

const own = readdirSync(fixtures)
  .filter((name) => name.startsWith('sam-'))
  .map((name) => join(fixtures, name, 'template.yaml'));
const paths = [...own, ...folders.filter(existsSync).flatMap(samTemplates)];
const templates = new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));

const counts = partitions.map(compareAll);
const failed = counts.reduce((sum, count) => sum + count, 0);
process.exitCode = failed === 0 ? 0 : 1;

/** How many templates differ in this partition. */
function compareAll(partition: Partition): number {
  const outputs = askTranslator(partition, templates);
  let [equal, roles, refused, differing] = [0, 0, 0, 0];
  for (const [path, text] of templates) {
    const output = outputs.get(path);
    if (output?.Resources === undefined) {
      refused += 1;
      continue;
    }
    const { compared, differences } = compareRoles(text, output, partition);
    roles += compared;
    if (differences.length === 0) equal += 1;
    else differing += 1;
    for (const each of differences)
      console.log(`${partition.name} ${relative(process.cwd(), path)}: ${each}`);
    if (mayWrite && own.includes(path)) write(path, partition, output);
  }
  console.log(
    `${partition.name}: ${equal} of ${equal + differing} templates equal, ${roles} roles and policies; SAM refuses ${refused}`,
  );
  return differing;
}

/** One resource a line: what changes is to be seen. */
function write(
  template: string,
  { name }: Partition,
  { Parameters = {}, Mappings = {}, Resources = {} }: Output,
): void {
  const lines = Object.entries(Resources).map(
    ([id, resource]) => `    ${JSON.stringify(id)}: ${JSON.stringify(resource)}`,
  );
  const text = `{\n  "Parameters": ${JSON.stringify(Parameters)},\n  "Mappings": ${JSON.stringify(Mappings)},\n  "Resources": {\n${lines.join(',\n')}\n  }\n}\n`;
  writeFileSync(join(template, '..', 'expected', `${name}.json`), text);
}

function samTemplates(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return samTemplates(path);
    const isTemplate = /\.ya?ml$/.test(name) && readFileSync(path, 'utf8').includes('AWS::Serverless::');
    return isTemplate ? [path] : [];
  });
}
