import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver';

/**
 * A message that needs no answer. As a notification: the library's own helper asks, and a client that cannot answer would
 * end the server.
 */
export function tell(connection: Connection, kind: 'error' | 'info', message: string): void {
  const type = kind === 'error' ? MessageType.Error : MessageType.Info;
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
}
