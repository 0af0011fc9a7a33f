import process from 'node:process';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startServer } from '../server.js';
import { createNodeHost } from './host.js';

export { createNodeHost };

/**
 * Serves one client over standard input and output, until it ends the connection. Nothing else may write to standard
 * output from here on.
 */
export function serveStdio(): void {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  startServer(connection, createNodeHost());
}
