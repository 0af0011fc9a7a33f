import { isAccount } from './formats/account/account.js';
import { readPages } from './formats/account/pages.js';
import { readAccount } from './formats/account/readAccount.js';
import { isAssemblyTemplate } from './formats/cdk/assembly.js';
import { isProgram } from './formats/cdk/program/parseProgram.js';
import { readProgram } from './formats/cdk/program/readProgram.js';
import { readCdk } from './formats/cdk/readCdk.js';
import { readCloudFormation } from './formats/cloudFormation/readCloudFormation.js';
import { terraformFile } from './formats/terraform/folder.js';
import { readTerraform } from './formats/terraform/readTerraform.js';
import { findPolicyDocument, readPolicyJson } from './formats/policyJson.js';
import { readServerless } from './formats/serverless/readServerless.js';
import type { TreeResult } from './jsonTree.js';
import type { Format, ParsedSource, Source, SourceModel } from './model.js';
import { noFiles, type SourceFiles } from './files.js';
import { findRefusal, parseTree } from './parseTree.js';
import { openReading, report, type Reading } from './reading.js';
import { child, type Tree } from './tree.js';
import { sortedUnique } from '../util/order.js';

/** Syntax problems listed one by one; the rest is counted. */
const maxSyntaxProblems = 10;

/**
 * Reads one source: the format is told by its uri and content. There is always a model; what could not be read or
 * resolved is a problem with its line. Never throws for an input, however broken. `given` are values of parameters, for a
 * template that another one brings in.
 */
export function parseSource(
  source: Source,
  files: SourceFiles = noFiles,
  given: ReadonlyMap<string, string> = new Map(),
): ParsedSource {
  if (terraformFile.test(source.uri)) return readTerraform([source], files);
  const reading = { ...openReading(source, { files, problems: [], missing: new Set() }), given };
  const value = refuseEarly(reading) ?? readSource(reading);
  const { problems, nested } = reading;
  return { value, problems, missing: sortedUnique(reading.missing), nested };
}

/** An empty model with a problem where the text is not to be parsed at all. */
function refuseEarly(reading: Reading): SourceModel | undefined {
  const { uri, text } = reading;
  const later = laterFormat(uri);
  if (later !== undefined) return refuseLater(later, reading);
  if (isProgram(uri)) return readProgram(reading);
  const refusal = findRefusal({ uri, text });
  return refusal && refuse(refusal.code, refusal.why, refusal.at, reading);
}

function readSource(reading: Reading): SourceModel {
  const parsed = parseTree(reading);
  if (parsed.tree !== undefined && isAccount(parsed.tree)) return readPagedAccount(parsed, reading);
  const { tree, issues } = parsed;
  const root = tree?.kind === 'map' ? tree : undefined;
  const format = root && formatOf(root, reading.uri);
  if (root === undefined || format === undefined) {
    const first = issues[0];
    const syntax = first ? ` (${first.message})` : '';
    const why = `This is neither an IAM policy nor a CloudFormation or SAM template, nor a serverless.yml${syntax}.`;
    return refuse('source-unknown', why, first?.span.from ?? 0, reading);
  }
  reportSyntax({ tree, issues }, reading);
  if (format === 'serverless') return readServerless(root, reading);
  if (format === 'policy-json') return readPolicyJson(root, reading);
  return isAssemblyTemplate(reading) ? readCdk(root, reading) : readCloudFormation(root, reading);
}

/** The output of `aws iam get-account-authorization-details`; objects behind the first are further pages. */
function readPagedAccount(parsed: TreeResult, reading: Reading): SourceModel {
  const pages = readPages(parsed.tree, reading.text);
  const result = pages.tree === parsed.tree ? parsed : pages;
  reportSyntax(result, reading);
  return result.tree ? readAccount(result.tree, reading) : emptyModel('account', reading);
}

function formatOf(root: Tree, uri: string): Format | undefined {
  if (findPolicyDocument(root) !== undefined) return 'policy-json';
  const isTemplate = ['Resources', 'AWSTemplateFormatVersion', 'Transform'].some((key) => child(root, key));
  if (isTemplate) return 'cloudformation';
  const isService = child(root, 'provider') && (child(root, 'service') ?? child(root, 'functions'));
  return isService || isServerlessUri(uri) ? 'serverless' : undefined;
}

function isServerlessUri(uri: string): boolean {
  return /(?:^|[/\\])serverless\.(?:ya?ml|json)$/i.test(uri);
}

/** Formats told by the uri alone: programs. */
function laterFormat(uri: string): Format | undefined {
  const path = uri.replaceAll('\\', '/');
  if (/(?:^|\/)serverless[^/]*\.[cm]?[jt]s$/i.test(path)) return 'serverless';
  return undefined;
}

function refuseLater(format: Format, reading: Reading): SourceModel {
  const why = `This ${format} file is a program, which is not run; give what it is packaged into, or a serverless.yml.`;
  report(reading, 'unresolved', 'format-not-supported-yet', { from: 0, to: 0 }, why);
  return emptyModel(format, reading);
}

function refuse(code: string, why: string, at: number, reading: Reading): SourceModel {
  report(reading, 'unreadable', code, { from: at, to: at }, why);
  return emptyModel('cloudformation', reading);
}

function emptyModel(format: Format, reading: Reading): SourceModel {
  return {
    uri: reading.uri,
    format,
    functions: [],
    policies: [],
    resources: [],
    keeps: [],
    hasAccountLiteral: false,
  };
}

function reportSyntax({ issues }: TreeResult, reading: Reading): void {
  for (const issue of issues.slice(0, maxSyntaxProblems)) {
    const code = issue.message.startsWith('JSON') ? 'json-syntax' : 'yaml-syntax';
    const why = `${issue.message}. What stands around it may be missing from the result.`;
    report(reading, 'unreadable', code, issue.span, why);
  }
  const rest = issues.slice(maxSyntaxProblems);
  if (rest[0] !== undefined) {
    report(
      reading,
      'unreadable',
      'syntax-more',
      rest[0].span,
      `And ${rest.length} more syntax errors from here on.`,
    );
  }
}
