import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import isEqual from 'lodash/isEqual.js';
import { prepare } from '../prepare.js';
import type { PolicyStatement } from '../sources/policy.js';
import { executionPolicies } from '../sources/formats/sam/data/executionPolicies.js';
import { managedNames } from '../sources/formats/sam/data/managedNames.js';
import { managedPoliciesSource, packedManagedPolicies } from './data/managedPolicies.js';
import { loadManagedPolicies, managedPoliciesReady, managedStatements } from './managedPolicies.js';

describe('AWS managed policies', () => {
  before(() => prepare());
  after(async () => {
    loadManagedPolicies('');
    await prepare();
  });

  it('are known by path and name', () => {
    assert.equal(managedStatements('AdministratorAccess')?.[0]?.Action, '*');
    assert.ok(managedStatements('service-role/AWSLambdaRole'));
    assert.ok(managedStatements('job-function/ViewOnlyAccess'));
    assert.equal(managedStatements('AWSLambdaRole'), undefined);
    assert.equal(managedStatements('__proto__'), undefined);
    assert.equal(managedStatements(''), undefined);
  });

  it('are those of the pin, and packed they are small', () => {
    assert.equal(managedPoliciesSource.policies, 1221);
    assert.match(managedPoliciesSource.date, /^\d{4}-\d\d-\d\d$/);
    const bytes = (packedManagedPolicies.length * 3) / 4;
    assert.ok(bytes < 400_000, `${bytes} bytes`);
  });

  it('say what the formats write out of them', () => {
    for (const [name, { path, statements }] of Object.entries(executionPolicies)) {
      const known = managedStatements(path + name)?.map(({ Action, Resource }) => [
        [Action].flat(),
        [Resource].flat(),
      ]);
      assert.deepEqual(
        known,
        statements.map(({ action, resource }) => [action.split(' '), resource.split(' ')]),
        name,
      );
    }
  });

  it('have names that SAM takes', () => {
    const paths = new Map(
      Object.entries(managedNames).flatMap(([path, names]) => names.split(' ').map((name) => [name, path])),
    );
    for (const name of [
      'AWSLambdaExecute',
      'AmazonDynamoDBFullAccess',
      'SecretsManagerReadWrite',
      'AdministratorAccess',
    ])
      assert.equal(paths.get(name), '', name);
    assert.equal(paths.get('AWSLambdaVPCAccessExecutionRole'), 'service-role/');
    assert.equal(paths.get('ViewOnlyAccess'), 'job-function/');
  });

  it('can be given by the host, and are asked for in vain without', () => {
    loadManagedPolicies('path/Mine\t[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]\n');
    assert.equal(managedStatements('path/Mine')?.[0]?.Action, 's3:*');
    assert.equal(managedStatements('AdministratorAccess'), undefined);
    loadManagedPolicies('');
    assert.equal(managedPoliciesReady(), false);
    assert.equal(managedStatements('path/Mine'), undefined);
  });

  it('are those that others have', function () {
    const corpora = process.env['LEASTWISE_CORPORA'];
    const folder = join(corpora ?? '', 'managed-policy-expansion');
    if (corpora === undefined || !existsSync(folder)) {
      console.log('      skipped: LEASTWISE_CORPORA names no folder with managed-policy-expansion');
      return this.skip();
    }
    loadManagedPolicies('');
    return prepare().then(() => compareWith(folder));
  });
});

/** Each policy of the corpus against ours; AWS changes a few between two dates. */
function compareWith(folder: string): void {
  const found = readdirSync(folder).flatMap((file) => {
    const { name, document } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      name: string;
      document: { Statement: PolicyStatement | PolicyStatement[] };
    };
    const own = ['', 'service-role/', 'job-function/']
      .map((path) => managedStatements(path + name))
      .find(Boolean);
    return own === undefined ? [] : [isEqual(wordsOf(own), wordsOf([document.Statement].flat()))];
  });
  const same = found.filter(Boolean).length;
  console.log(`      ${same} of ${found.length} policies say the same in the corpus of August 2026`);
  assert.ok(found.length > 60);
  assert.ok(same / found.length > 0.9);
}

/** One value and a list of one say the same. */
function wordsOf(statements: readonly PolicyStatement[]): unknown[] {
  return statements.map(({ Action, NotAction, Resource, NotResource, ...rest }) => ({
    ...rest,
    lists: [Action, NotAction, Resource, NotResource].map((list) => [list ?? []].flat().sort()),
  }));
}
