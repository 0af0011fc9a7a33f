import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { PolicyDocument } from '@leastwise/core';
import { account, principal, type Answer, type Call } from './policies.js';

/**
 * The rival's half of `proof.ts`, through the interface that its page documents: policy and calls come in as JSON, the
 * decisions and the seconds they took go out. It validates actions, resources and policies on every call and tells which
 * statement decided; our `backtest` does neither, our `decide` tells the statement.
 *   node rivalSimulate.js FOLDER < INPUT
 * https://github.com/cloud-copilot/iam-simulate
 */
interface Rival {
  readonly runSimulation: (
    simulation: object,
    options: object,
  ) => Promise<{ readonly overallResult?: string }>;
}

const [folder = '.'] = process.argv.slice(2);
const entry = createRequire(path.join(folder, 'index.js')).resolve('@cloud-copilot/iam-simulate');
const { runSimulation } = (await import(pathToFileURL(entry).href)) as Rival;
const { policy, calls } = JSON.parse(readFileSync(0, 'utf8')) as { policy: PolicyDocument; calls: Call[] };

await decideAll(calls.slice(0, 200));
const start = performance.now();
const allowed = await decideAll(calls);
const answer: Answer = { allowed, seconds: (performance.now() - start) / 1000 };
console.log(JSON.stringify(answer));

async function decideAll(some: readonly Call[]): Promise<boolean[]> {
  const decisions: boolean[] = [];
  for (const call of some) decisions.push(await isAllowed(call));
  return decisions;
}

async function isAllowed({ action, resource }: Call): Promise<boolean> {
  const simulation = {
    request: { principal, action, resource: { resource, accountId: account }, contextVariables: {} },
    identityPolicies: [{ name: 'orders', policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const { overallResult } = await runSimulation(simulation, {});
  if (overallResult === undefined) throw new Error(`${action} on ${resource} was not decided`);
  return overallResult === 'Allowed';
}
