import type { Analysis } from '../analysis.js';
import { rules } from '../findings/rules.js';
import type { Finding } from '../findings/types.js';
import type { Range } from '../util/text.js';

/**
 * Findings as SARIF 2.1.0, for code scanning: one result a finding, regions counted from 1, the fingerprint kept so that
 * a finding that stays is not reported as new.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(analysis: Analysis): SarifLog {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Leastwise', rules: rules.map(toRule) } },
        columnKind: 'utf16CodeUnits',
        results: analysis.findings.map(toResult),
      },
    ],
  };
}

export interface SarifLog {
  $schema: string;
  version: '2.1.0';
  runs: SarifRun[];
}

export interface SarifRun {
  tool: { driver: { name: string; rules: SarifRule[] } };
  columnKind: 'utf16CodeUnits';
  results: SarifResult[];
}

export interface SarifRule {
  id: string;
  shortDescription: { text: string };
  defaultConfiguration: { level: SarifLevel };
}

export interface SarifResult {
  ruleId: string;
  level: SarifLevel;
  message: { text: string };
  locations: { physicalLocation: SarifLocation }[];
  partialFingerprints: Record<string, string>;
  fixes?: SarifFix[];
}

/** One suggestion: replacements by file. */
export interface SarifFix {
  description: { text: string };
  artifactChanges: { artifactLocation: { uri: string }; replacements: SarifReplacement[] }[];
}

export interface SarifReplacement {
  deletedRegion: SarifLocation['region'];
  insertedContent: { text: string };
}

export interface SarifLocation {
  artifactLocation: { uri: string };
  region: { startLine: number; startColumn: number; endLine: number; endColumn: number };
}

export type SarifLevel = 'error' | 'warning' | 'note';

function toRule({ id, description, severity }: (typeof rules)[number]): SarifRule {
  return { id, shortDescription: { text: description }, defaultConfiguration: { level: levelOf(severity) } };
}

function toResult(finding: Finding): SarifResult {
  const region = toRegion(finding.range);
  const { suggestion } = finding;
  return {
    ruleId: finding.rule,
    level: levelOf(finding.severity),
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(finding.uri) }, region } }],
    partialFingerprints: { 'leastwise/v1': finding.fingerprint },
    ...(suggestion === undefined ? {} : { fixes: [toFix(suggestion)] }),
  };
}

function toRegion({ start, end }: Range): SarifLocation['region'] {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function toFix({ title, edits }: NonNullable<Finding['suggestion']>): SarifFix {
  const uris = [...new Set(edits.map(({ uri }) => uri))];
  return {
    description: { text: title },
    artifactChanges: uris.map((uri) => ({
      artifactLocation: { uri: encodeURI(uri) },
      replacements: edits
        .filter((edit) => edit.uri === uri)
        .map(({ range, newText }) => ({
          deletedRegion: toRegion(range),
          insertedContent: { text: newText },
        })),
    })),
  };
}

function levelOf(severity: Finding['severity']): SarifLevel {
  return severity === 'info' ? 'note' : severity;
}
