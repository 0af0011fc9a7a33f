import { NotificationType, RequestType } from 'vscode-languageserver';
import type { Analysis, EditRequest, Range, Verdict } from '@leastwise/core';

/** Commands that the server answers (`workspace/executeCommand`), each with the document's uri and a function's id. */
export const commands = {
  /** Applies the narrowed policy of one function as an edit. */
  narrowFunction: 'leastwise.narrowFunction',
  /** Tells why things are as they are; the result is the text. */
  showWhy: 'leastwise.showWhy',
} as const;

/** The functions of the open documents, or of one of them, with their grants by service. */
export const functionsRequest = new RequestType<{ uri?: string }, FunctionNode[], void>(
  'leastwise/functions',
);

/** How old the usage is and what it covers, by project. */
export const statusRequest = new RequestType<{ uri?: string }, Status, void>('leastwise/status');

/** The analysis itself, for a report: of one document, else of all open ones together. */
export const reportRequest = new RequestType<{ uri?: string }, Analysis | null, void>('leastwise/report');

/** The texts before and after what is asked for would be applied; the same request as `suggestEdits` of core. */
export const previewRequest = new RequestType<EditRequest & { uri: string }, Preview[], void>(
  'leastwise/preview',
);

export interface Preview {
  uri: string;
  before: string;
  after: string;
}

/** Server to client: a document has a new result, or the usage changed. */
export const changedNotification = new NotificationType<{ uri: string }>('leastwise/changed');

/** Server to client: what to copy of a crash. */
export const detailsNotification = new NotificationType<{ message: string; details: string }>(
  'leastwise/details',
);

export interface FunctionNode {
  id: string;
  name: string;
  uri: string;
  range: Range;
  granted: number;
  used: number;
  open: number;
  unused: number;
  /** Proofs hold, and there is less to grant. */
  narrower: boolean;
  /** Weight of what would go: the functions are sorted by it, the heaviest first. */
  risk: number;
  services: ServiceNode[];
}

export interface ServiceNode {
  prefix: string;
  name: string;
  grants: GrantNode[];
}

export interface GrantNode {
  pattern: string;
  resource: string;
  uri: string;
  range: Range;
  implied: boolean;
  /** Of all its actions: `unused` only where none of them is anything else. */
  verdict: Verdict | 'partlyUsed';
  counts: Record<Verdict, number>;
  reason: string;
}

export interface Status {
  projects: ProjectStatus[];
  /** Documents that are analysed. */
  documents: string[];
}

export interface ProjectStatus {
  root: string;
  usage: string[];
  window: Analysis['window'] | null;
  /** Whole days since the newest covered day ended; null where there is none. */
  ageDays: number | null;
  /** Older than 14 days. */
  stale: boolean;
  covered: number;
  uncovered: string[];
  problems: string[];
}
