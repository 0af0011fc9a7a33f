import { hasAccountLiteral } from '../../accountLiteral.js';
import { folderOf } from '../../files.js';
import { hclReady } from '../../hcl/parser.js';
import type { ParsedSource, Source, SourceModel } from '../../model.js';
import { openReading, quoted, report, type Reading } from '../../reading.js';
import { noFiles, type SourceFiles } from '../../files.js';
import { compareText, sortedUnique } from '../../../util/order.js';
import { folderFiles, folderRequest, terraformFile } from './folder.js';
import { childrenOf, localSource, sourceOf, sourceSpan } from './instances.js';
import { evaluate } from './evaluate.js';
import { readKeeps } from './keepPlaces.js';
import { isLambdaModule, readModuleFunctions, readModulePolicies, readModuleRoles } from './lambdaModule.js';
import { indexFiles, reportOnce } from './module.js';
import { openTerraform, type Terraform } from './model.js';
import { readOrphans } from './orphans.js';
import { readAttachments, readPolicies } from './policies.js';
import { readRoleArguments, readRoles } from './roles.js';
import { readSettings } from './settings.js';
import { readResources } from './sourceResources.js';
import { readWorkloads, type FoundFunction } from './workloads.js';
import type { ModuleInstance, Run } from './types.js';

/** What was read, and the folders of the modules that it calls. */
export interface ParsedModule extends ParsedSource {
  readonly calls: readonly string[];
}

/** Evaluations for one model: some hundred times what a large one takes. */
const maxSteps = 2_000_000;

/**
 * The Terraform module of one folder, from the files named. Its other files are looked into through `files`: what they
 * declare resolves references, and is no part of the model. There is always a model; nothing throws.
 */
export function readTerraform(sources: readonly Source[], files: SourceFiles = noFiles): ParsedModule {
  const [first = { uri: '', text: '' }] = sources;
  const outer = openReading(first, { files: withOwn(sources, files), problems: [], missing: new Set() });
  const run: Run = {
    outer,
    evaluate,
    folders: new Map(),
    steps: maxSteps,
    depth: 0,
    documentDepth: 0,
    reported: new Set(),
  };
  if (!hclReady()) {
    const why =
      'The parser of Terraform is not loaded: call `await prepare({ formats: ["terraform"] })` first.';
    report(outer, 'unreadable', 'format-not-ready', { from: 0, to: 0 }, why);
    return { value: emptyModel(outer), problems: outer.problems, missing: [], calls: [] };
  }
  const folder = folderOf(first.uri);
  const root = openRoot(folder, run);
  const isListed = files.list?.(folder).some((uri) => terraformFile.test(uri)) ?? false;
  if (!isListed) outer.missing.add(folderRequest(folder));
  reportBroken(run);
  const named = new Set(sources.map(({ uri }) => uri));
  const value = readModel(openTerraform(root), root, named);
  const missing = sortedUnique(outer.missing);
  return { value, problems: outer.problems, missing, calls: [...run.folders.keys()].slice(1) };
}

function withOwn(sources: readonly Source[], files: SourceFiles): SourceFiles {
  const own = new Map(sources.map(({ uri, text }) => [uri, text]));
  return {
    read: (uri) => own.get(uri) ?? files.read(uri),
    list: (folder) =>
      sortedUnique([
        ...[...own.keys()].filter((uri) => folderOf(uri) === folder),
        ...(files.list?.(folder) ?? []),
      ]),
  };
}

function openRoot(folder: string, run: Run): ModuleInstance {
  const files = folderFiles(folder, run) ?? indexFiles(folder, []);
  const module: ModuleInstance = {
    run,
    files,
    prefix: '',
    inputs: undefined,
    settings: new Map(),
    locals: new Map(),
    variables: new Map(),
    instances: new Map(),
    children: new Map(),
    ancestors: [folder],
  };
  return { ...module, settings: readSettings(module) };
}

function readModel(terraform: Terraform, root: ModuleInstance, named: ReadonlySet<string>): SourceModel {
  readRoles(terraform);
  readModuleRoles(terraform);
  readPolicies(terraform);
  readModulePolicies(terraform);
  readRoleArguments(terraform);
  readAttachments(terraform);
  const functions = [...readWorkloads(terraform), ...readModuleFunctions(terraform)].filter(({ rootUri }) =>
    named.has(rootUri),
  );
  readOrphans(terraform, root);
  reportModules(terraform);
  const kept = policiesOf(terraform, functions, named, root);
  const { outer } = terraform.run;
  return {
    uri: outer.uri,
    format: 'terraform',
    functions: functions.map(({ fn }) => fn),
    policies: kept,
    resources: readResources(terraform),
    keeps: readKeeps(terraform, functions),
    hasAccountLiteral: root.files.files.some(({ reading }) => hasAccountLiteral(reading.text)),
  };
}

/** Of a module that was named only in part: what the named files write, and what the functions in them have. */
function policiesOf(
  { policies }: Terraform,
  functions: readonly FoundFunction[],
  named: ReadonlySet<string>,
  root: ModuleInstance,
): SourceModel['policies'] {
  const whole = root.files.files.every(({ reading }) => named.has(reading.uri));
  if (whole) return policies;
  const held = new Set(functions.flatMap(({ fn }) => [...fn.policies, fn.boundary]));
  return policies.filter(({ id, uri, statements }) => {
    return held.has(id) || named.has(uri) || statements.some((statement) => named.has(statement.uri));
  });
}

/** Each broken block, once a file is known to be broken: its grants may be missing. */
function reportBroken({ folders }: Run): void {
  for (const files of folders.values()) {
    for (const { reading, file } of files?.files ?? []) {
      for (const span of file.broken.slice(0, 10)) {
        const why =
          'HCL syntax: this block cannot be read in full. What stands in it may be missing from the result.';
        report(reading, 'unreadable', 'hcl-syntax', span, why);
      }
    }
  }
}

/** Modules that are not read: what they grant is not known. */
function reportModules(terraform: Terraform): void {
  for (const found of terraform.modules) {
    const { declared, module, name } = found;
    if (isLambdaModule(found) || childrenOf(module, name).length > 0) continue;
    const source = sourceOf(declared.block.body) ?? '';
    const why =
      localSource(declared) === undefined
        ? `The module ${quoted(source)} stands elsewhere; what it grants is not looked at.`
        : `The module ${quoted(source)} was not given; what it grants is not looked at.`;
    reportOnce(terraform.run, declared.reading, 'unresolved', 'module-unresolved', sourceSpan(declared), why);
  }
}

function emptyModel(reading: Reading): SourceModel {
  const empty = { functions: [], policies: [], resources: [], keeps: [], hasAccountLiteral: false };
  return { uri: reading.uri, format: 'terraform', ...empty };
}

/** The modules among sources, by folder: each a model of its own. */
export function groupByFolder(sources: readonly Source[]): Source[][] {
  const groups = new Map<string, Source[]>();
  for (const source of sources.filter(({ uri }) => terraformFile.test(uri))) {
    const folder = folderOf(source.uri);
    groups.set(folder, [...(groups.get(folder) ?? []), source]);
  }
  const byUri = (a: Source, b: Source): number => compareText(a.uri, b.uri);
  return [...groups.values()].map((group) => group.sort(byUri));
}
