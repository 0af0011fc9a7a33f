import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analyses } from './analysis/analyses.js';
import type { Client } from './client.js';
import type { Host } from './host.js';
import type { Projects } from './workspace/projects.js';
import type { SettingsStore } from './workspace/settingsStore.js';

/** What the features share. */
export interface Server {
  readonly connection: Connection;
  readonly host: Host;
  readonly documents: TextDocuments<TextDocument>;
  readonly projects: Projects;
  readonly analyses: Analyses;
  readonly settings: SettingsStore;
  readonly client: Client;
}
