import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import type { SourceStatement, Token } from '../sources/model.js';
import { parseSource } from '../sources/parseSource.js';
import { compilePolicy } from './compile.js';
import { identityAllows } from './decide.js';
import { prepareRequest } from './statement.js';
import type { Proof } from './types.js';
import { proveWithin } from './within.js';

const FOLDERS = ['cfn-sam', 'sam-translator-pairs', 'serverless-yml', 'live-iam', 'managed-policy-expansion'];

/** Of all ordered pairs at most this share may stay open. */
const MOST_UNKNOWN = 0.02;

/** Every identity policy that the corpora hold, each text once. */
function corpusPolicies(root: string): PolicyDocument[] {
  const found = new Map<string, PolicyDocument>();
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const policy of [...jsonPolicies(text), ...templatePolicies(entry.name, text)]) {
        if (isIdentityPolicy(policy)) found.set(JSON.stringify(policy), policy);
      }
    }
  }
  return [...found.values()];
}

/** Documents anywhere in a JSON file: an account's details, a managed policy in its wrapper. */
function jsonPolicies(text: string): PolicyDocument[] {
  if (!text.startsWith('{')) return [];
  const found: PolicyDocument[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if ('Statement' in value && 'Version' in value) found.push(value as PolicyDocument);
    else Object.values(value).forEach(visit);
  };
  try {
    visit(JSON.parse(text));
  } catch {
    return [];
  }
  return found.filter((policy) => JSON.stringify(policy).includes('"Effect"') && isPlain(policy));
}

/** Without intrinsic functions: those are the template reader's. */
function isPlain(policy: PolicyDocument): boolean {
  return !/"(Fn::|Ref")/.test(JSON.stringify(policy));
}

function templatePolicies(uri: string, text: string): PolicyDocument[] {
  const { policies } = parseSource({ uri, text }).value;
  return policies.map(({ statements }) => ({
    Version: '2012-10-17',
    Statement: statements.map(toStatement),
  }));
}

function toStatement(statement: SourceStatement): PolicyStatement {
  const { effect, action, notAction, resource, notResource, condition } = statement;
  const texts = (tokens: readonly Token[]): string[] => tokens.map((token) => token.text);
  return {
    Effect: effect,
    ...(action.length > 0 && { Action: texts(action) }),
    ...(notAction.length > 0 && { NotAction: texts(notAction) }),
    ...(resource.length > 0 && { Resource: texts(resource) }),
    ...(notResource.length > 0 && { NotResource: texts(notResource) }),
    ...(condition && { Condition: condition }),
  };
}

function isIdentityPolicy(policy: PolicyDocument): boolean {
  const { statements } = compilePolicy(policy);
  return statements.length > 0 && statements.every(({ principal, resource }) => !principal && resource);
}

/** The whole square takes minutes: by day a tenth of it. */
const STRIDE = process.env['LEASTWISE_LAW_RUNS'] === undefined ? 10 : 1;

interface Tally {
  pairs: number;
  readonly results: Record<Proof['result'], number>;
}

/** Every `STRIDE`th ordered pair; a counterexample must replay. */
function compareAll(policies: readonly PolicyDocument[]): Tally {
  const tally: Tally = { pairs: 0, results: { holds: 0, fails: 0, unknown: 0 } };
  const compiled = policies.map((policy) => [compilePolicy(policy)]);
  policies.forEach((one, index) => {
    policies.forEach((other, place) => {
      if ((index * policies.length + place) % STRIDE !== 0) return;
      const proof = proveWithin(one, other);
      tally.pairs++;
      tally.results[proof.result]++;
      if (proof.result !== 'fails') return;
      const request = prepareRequest(proof.counterexample);
      assert.ok(identityAllows(compiled[index] ?? [], request), JSON.stringify(request));
      assert.ok(!identityAllows(compiled[place] ?? [], request), JSON.stringify(request));
    });
  });
  return tally;
}

describe('proveWithin on policies that people wrote', () => {
  it(`leaves at most ${MOST_UNKNOWN * 100} % of the pairs open, and every counterexample replays`, function () {
    const root = process.env['LEASTWISE_CORPORA'];
    if (root === undefined) {
      console.log('skipped: LEASTWISE_CORPORA is not set');
      this.skip();
    }
    this.timeout(1_200_000);
    const policies = corpusPolicies(root);
    const { pairs, results } = compareAll(policies);
    const share = ((100 * results.unknown) / pairs).toFixed(2);
    console.log(
      `${policies.length} policies, ${pairs} pairs: ${JSON.stringify(results)}, ${share} % unknown`,
    );
    assert.ok(policies.length > 200 && results.unknown <= MOST_UNKNOWN * pairs);
  });
});
