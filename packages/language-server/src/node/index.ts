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
 * Serves one client over standard input and output; resolves when it is gone. Nothing else may write to standard output
 * meanwhile. The process ends as the protocol says: 0 after a shutdown request, else 1.
 */
export function serveStdio(): Promise<void> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  startServer(connection, createNodeHost());
  return new Promise((resolve) => process.stdin.once('close', resolve));
}
