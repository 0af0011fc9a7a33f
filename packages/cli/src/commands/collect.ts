import process from 'node:process';
import { readUsage, writeSnapshot } from '@leastwise/collect';
import { type Problem, type Snapshot } from '@leastwise/core';
import type { Command } from 'commander';
import { exitCodes, hasUnreadable, UsageError, type ExitCode } from '../exit.js';
import { parseDay } from '../options.js';
import { placed } from '../render/findings.js';
import { plural } from '../render/style.js';
import { messagesTo, type Messages } from '../terminal.js';

interface CollectOptions {
  readonly from: string;
  readonly out: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly allowProblems: boolean | undefined;
  readonly quiet: boolean | undefined;
}
