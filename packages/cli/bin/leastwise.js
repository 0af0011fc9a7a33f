#!/usr/bin/env node
// Committed, because npm links workspace bins before `prepare` has built dist.
import { existsSync } from 'node:fs';
import process from 'node:process';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  const { run } = await import(main.href);
  process.exitCode = await run(process.argv);
} else {
  process.stderr.write('leastwise: not built yet: run `npm run build` in the root of the repository\n');
  process.exitCode = 2;
}
