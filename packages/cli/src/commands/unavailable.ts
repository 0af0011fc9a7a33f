import type { Command } from 'commander';
import { UsageError } from '../exit.js';

/** Commands of the contract that a later version adds. Known by name, listed nowhere. */
const later = ['controls', 'run', 'audit', 'restore'];

/** Each answers 2 and says that it is not there yet. */
export function addUnavailable(program: Command): void {
  for (const name of later) {
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .helpOption(false)
      .action(() => {
        throw new UsageError(`${name} is not available in this version: see leastwise --help for what is`);
      });
  }
}
