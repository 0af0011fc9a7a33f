// The main job on the bundled example: what the four functions of fixtures/orders may shed, with evidence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = 'fixtures/orders';

if (!existsSync(new URL('../packages/cli/dist/main.js', import.meta.url))) {
  const built = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

const analyze = [
  ...['packages/cli/bin/leastwise.js', 'analyze', `${example}/template.yaml`],
  ...['--usage', `${example}/logs`, '--stack', 'orders-prod'],
  ...['--selectors', `${example}/selectors.json`, '--trails', `${example}/trails.json`],
  ...['--config', `${example}/leastwise.config.yaml`, '--now', '2026-10-31T00:00:00Z'],
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, analyze, { cwd: root, stdio: 'inherit' });
// 1 says that there are findings, which is what the example is for.
process.exitCode = status === 1 ? 0 : (status ?? 2);
