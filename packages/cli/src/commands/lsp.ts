import type { Command } from 'commander';
import { UsageError } from '../exit.js';

/** `leastwise lsp --stdio`: the language server, until the editor ends it. */
export function addLsp(program: Command): void {
  program
    .command('lsp')
    .description('serve an editor over standard input and output')
    .option('--stdio', 'the only way to be served; editors give it')
    .action(async ({ stdio }: { stdio?: boolean }) => {
      if (stdio !== true) throw new UsageError('lsp serves over standard input and output only: lsp --stdio');
      const { serveStdio } = await import('@leastwise/language-server/node');
      await serveStdio();
    });
}
