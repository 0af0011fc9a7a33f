import type { Connection } from 'vscode-languageserver';
import { readSettings, type Settings } from './settings.js';

/** The settings that count for a document, asked for once. */
export interface SettingsStore {
  of(documentUri: string): Promise<Settings>;
  /** As far as they are known without asking. */
  known(documentUri: string): Settings;
  /** Something changed: `pushed` is what the client told, where it tells. */
  reset(pushed: unknown): void;
}

/** Settings come from the client when it can be asked, else as it pushes them, else as it gave them at the start. */
export function createSettings(
  connection: Connection,
  asksSettings: boolean,
  initial: unknown,
): SettingsStore {
  let told = readSettings(initial);
  const asked = new Map<string, Promise<Settings>>();
  const known = new Map<string, Settings>();
  const ask = async (scopeUri: string): Promise<Settings> => {
    try {
      const answer: unknown = await connection.workspace.getConfiguration({ scopeUri, section: 'leastwise' });
      const settings = answer === null || answer === undefined ? told : readSettings(answer);
      known.set(scopeUri, settings);
      return settings;
    } catch {
      return told;
    }
  };
  return {
    of(uri) {
      if (!asksSettings) return Promise.resolve(told);
      const before = asked.get(uri);
      if (before !== undefined) return before;
      const answer = ask(uri);
      asked.set(uri, answer);
      return answer;
    },
    known: (uri) => known.get(uri) ?? told,
    reset(pushed) {
      asked.clear();
      const isPushed = typeof pushed === 'object' && pushed !== null && 'leastwise' in pushed;
      if (isPushed) told = readSettings(pushed.leastwise);
    },
  };
}
