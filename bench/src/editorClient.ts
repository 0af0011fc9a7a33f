import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Range,
} from 'vscode-languageserver-protocol/node';

/** An editor that types into one document, for any language server. */
export interface Editor {
  /** Opens the document; milliseconds until its first diagnostics. */
  open(text: string): Promise<number>;
  /** One keystroke; milliseconds until the diagnostics that follow it. */
  type(range: Range, text: string): Promise<number>;
  /** Processor seconds that the server has used so far; NaN where the machine does not tell. */
  processor(): number;
  /** Resident memory of the server in megabytes; 0 where the machine does not tell. */
  memory(): number;
  end(): void;
}

const patience = 60_000;

export async function startEditor(
  command: readonly string[],
  folder: string,
  uri: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Editor> {
  const [program = process.execPath, ...given] = command;
  const child = spawn(program, given, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let heard: (() => void) | undefined;
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    if (params.uri === uri) heard?.();
  });
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section = '' }) => settings[section] ?? null),
  );
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onUnhandledNotification(() => undefined);
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    // Part of the protocol's type still, though workspace folders replace it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: 'bench' }],
    capabilities: { workspace: { configuration: true }, textDocument: { publishDiagnostics: {} } },
    initializationOptions: settings['leastwise'] ?? {},
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const next = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no diagnostics came in time')), patience);
      heard = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  let version = 1;
  const timed = async (send: () => Promise<void>): Promise<number> => {
    const answer = next();
    const start = performance.now();
    await send();
    await answer;
    return performance.now() - start;
  };
  return {
    open: (text) =>
      timed(() =>
        connection.sendNotification(DidOpenTextDocumentNotification.type, {
          textDocument: { uri, languageId: 'yaml', version, text },
        }),
      ),
    type: (range, text) =>
      timed(() =>
        connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument: { uri, version: ++version },
          contentChanges: [{ range, text }],
        }),
      ),
    processor: () => processorSeconds(child.pid),
    memory: () =>
      Number(spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' }).stdout || 0) /
      1024,
    end() {
      connection.dispose();
      child.kill();
    },
  };
}

/** Linux tells it in hundredths of a second. Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processorSeconds(pid: number | undefined): number {
  try {
    const fields =
      readFileSync(`/proc/${pid ?? ''}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}
