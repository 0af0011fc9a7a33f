import { operationClasses } from './classify.js';
import {
  shareClassified,
  visibilityKinds,
  type EventMapReport,
  type ServiceReport,
  type VisibilityReport,
} from './report.js';

/** What the page says about where the report came from. */
export interface ReportOrigin {
  /** `botocore 1.43.107 (2026-10-01)`. */
  readonly operations: string;
  readonly catalog: string;
}

/** The report for a terminal. */
export function formatReport(report: EventMapReport, origin: ReportOrigin): string {
  const rows = [report.all, report.lambda, ...report.lambdaServices];
  const seen = [report.visibility, report.lambdaVisibility];
  return [
    `Operations: ${origin.operations}. Actions: ${origin.catalog}.`,
    '',
    ...alignTable([mappingHead, ...rows.map(mappingRow)]),
    '',
    ...alignTable([visibilityHead, ...seen.map(visibilityRow)]),
  ].join('\n');
}

/** The page docs/event-map.md. The same report gives the same bytes. */
export function formatPage(report: EventMapReport, origin: ReportOrigin): string {
  const open = report.services.filter(({ unresolved }) => unresolved.length > 0);
  return `${[
    ...intro(report, origin),
    '## How operations map: the services used most from functions',
    '',
    ...markdownTable([mappingHead, ...[report.lambda, ...report.lambdaServices].map(mappingRow)]),
    '',
    'Unresolved in these services:',
    '',
    ...listed(report.lambdaServices),
    '',
    '## How operations map: every service with an unresolved operation',
    '',
    `${report.services.length - open.length} of the ${report.services.length} models of the SDK have none.`,
    '',
    ...markdownTable([mappingHead, ...[report.all, ...open].map(mappingRow)]),
    '',
    ...listed(open),
    '',
    '## What CloudTrail can show, by IAM prefix',
    '',
    ...markdownTable([
      visibilityHead,
      ...[report.visibility, report.lambdaVisibility, ...report.prefixes].map(visibilityRow),
    ]),
  ].join('\n')}\n`;
}

function intro(report: EventMapReport, origin: ReportOrigin): string[] {
  return [
    '# The event map',
    '',
    'How CloudTrail events become IAM actions, operation by operation, and what CloudTrail can show of each action.',
    'Written by `npm run catalog:report -- --markdown`; a test compares it.',
    '',
    `Operations: ${origin.operations}. Actions: ${origin.catalog}.`,
    '',
    `Of ${report.all.operations} operations ${percent(report.all)} are classified; of the ${report.lambda.operations} of`,
    `${report.lambda.name} used most from functions, ${percent(report.lambda)}.`,
    '',
    '- **exact**: always the same actions.',
    '- **conditional**: one of several actions, or more where the request asks for more (a role to pass, tags, a version',
    '  id). Judged as if the record hid its parameters; most records say which.',
    '- **no permission**: documented as needing none.',
    '- **retired**: AWS has ended the API.',
    '- **unresolved**: not known, or the service has no known event source, or the catalog lacks the action. An event of it',
    '  blocks every removal in its service.',
    '',
    'Visibility, before any trail setting is looked at: **management** events are logged by default, **data** events only',
    'where a selector asks for them; **indirect** actions show only inside the event of another call; **never** is in no',
    'event; **unknown** means that no page says, and keeps the grant.',
    '',
  ];
}

const mappingHead = [
  'service',
  'operations',
  'exact',
  'conditional',
  'no permission',
  'retired',
  'unresolved',
  'classified',
];
const visibilityHead = ['actions of', 'actions', ...visibilityKinds];

function mappingRow(service: ServiceReport): string[] {
  const counts = operationClasses.map((kind) => String(service.classes[kind]));
  return [service.name, String(service.operations), ...counts, percent(service)];
}

function visibilityRow({ name, actions, kinds }: VisibilityReport): string[] {
  return [name, String(actions), ...visibilityKinds.map((kind) => String(kinds[kind]))];
}

/** Rounded down, so that 100 % means all. */
function percent(service: ServiceReport): string {
  return `${(Math.floor(shareClassified(service) * 10_000) / 100).toFixed(2)} %`;
}

function listed(services: readonly ServiceReport[]): string[] {
  return services
    .filter(({ unresolved }) => unresolved.length > 0)
    .map(({ name, sources, operations, unresolved }) => {
      const why = sources.length === 0 ? ' (no event source is known)' : '';
      const names = unresolved.length === operations && why !== '' ? 'all operations' : unresolved.join(', ');
      return `- **${name}**${why}: ${names}`;
    });
}

function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(line)];
}

/** First column to the left, numbers to the right. */
function alignTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
