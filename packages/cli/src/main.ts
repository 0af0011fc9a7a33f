import process from 'node:process';
import { CommanderError } from 'commander';
import { exitCodes, UsageError, type ExitCode } from './exit.js';
import { buildProgram } from './program.js';
import { showError } from './terminal.js';

/** Runs one command line (`process.argv`) and gives the exit code; never throws. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  // A reader that left early (`| head`) is no error of ours; other failures reach who writes.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let code: ExitCode = exitCodes.ok;
  try {
    const program = buildProgram((ended) => (code = ended));
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.ok;
    // Help that was asked for by giving no command at all is an answer to a mistake too.
    if (error.code !== 'commander.help') showError(`${withoutPrefix(error.message)}\nSee leastwise --help.`);
  } else if (error instanceof UsageError) showError(error.message);
  else
    showError(
      `this is a bug of Leastwise, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  return exitCodes.usage;
}

/** Commander's own `error: `. */
function withoutPrefix(message: string): string {
  return message.replace(/^error: /, '');
}
