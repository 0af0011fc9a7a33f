import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAnalyze } from './commands/analyze.js';
import { addCollect } from './commands/collect.js';
import { addExplain } from './commands/explain.js';
import { addFix } from './commands/fix.js';
import { addLsp } from './commands/lsp.js';
import { addProve } from './commands/prove.js';
import { addUnavailable } from './commands/unavailable.js';
import type { ExitCode } from './exit.js';

/** The whole command line. `ended` is told the exit code of the command that ran. */
export function buildProgram(ended: (code: ExitCode) => void): Command {
  const program = new Command('leastwise')
    .description(
      'Least privilege for serverless on AWS: what was granted against what CloudTrail saw being used.',
    )
    .version(readVersion(), '--version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing to report, 1 findings, 2 could not run, 3 an input could not be read.',
    );
  addCollect(program, ended);
  addAnalyze(program, ended);
  addFix(program, ended);
  addExplain(program, ended);
  addProve(program, ended);
  addLsp(program);
  addUnavailable(program);
  return program;
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
