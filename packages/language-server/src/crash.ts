import type { Connection } from 'vscode-languageserver';
import { detailsNotification } from './requests.js';
import { tell } from './tell.js';

/**
 * Says once that an analysis crashed, and goes on: the same crash at the next keystroke is not told again. The details go
 * to the log, and to clients that listen for them, to be copied.
 */
export function createCrashReporter(connection: Connection): (uri: string, error: unknown) => void {
  const told = new Set<string>();
  return (uri, error) => {
    const message = error instanceof Error ? error.message : String(error);
    const details = `${uri}\n${error instanceof Error ? (error.stack ?? message) : message}`;
    connection.console.error(details);
    if (told.has(message)) return;
    told.add(message);
    const text = `Leastwise could not analyse ${uri.slice(uri.lastIndexOf('/') + 1)}: ${message}. The editor goes on; please report it.`;
    void connection.sendNotification(detailsNotification, { message: text, details });
    tell(connection, 'error', text);
  };
}
