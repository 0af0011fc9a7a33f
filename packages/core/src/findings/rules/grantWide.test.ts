import assert from 'node:assert/strict';
import { analyze } from '../../analyze.js';
import { expandActions } from '../../catalog/catalog.js';
import { prepare } from '../../prepare.js';
import { emptyConfig } from '../../sources/parseConfig.js';
import { allSelectors, allTrails, now, role, snapshotOf, type Call } from '../../testkit/usage.js';
import type { Finding } from '../types.js';
import { cdkGrants } from '../data/cdkGrants.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';

const templateOf = (Action: readonly string[]): string =>
  JSON.stringify({
    Resources: {
      FnRole: { Type: 'AWS::IAM::Role' },
      FnRoleDefaultPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'p',
          Roles: [{ Ref: 'FnRole' }],
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: table }] },
        },
      },
      Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['FnRole', 'Arn'] } } },
    },
  });

function find(
  actions: readonly string[],
  calls: readonly Call[],
  uri = 'cdk.out/S.template.json',
): Finding[] {
  const { findings } = analyze({
    sources: [{ uri, text: templateOf(actions) }],
    usage: [snapshotOf(calls)],
    options: {
      now,
      selectors: allSelectors,
      trails: allTrails,
      config: { ...emptyConfig, links: [{ function: 'Fn', role, session: undefined }] },
    },
  });
  return findings.filter(({ rule }) => rule === 'grant-wide');
}

const actionsOf = (name: string): readonly string[] =>
  cdkGrants.find((grant) => grant.name === name)?.actions ?? [];
const call = (event: string): Call => ({
  event: `dynamodb ${event}`,
  data: true,
  on: 'daily',
  resources: [table],
});

describe('grant-wide', () => {
  before(() => prepare({ formats: [] }));

  const names = (wide: string, event: string, narrower: string) =>
    it(`${wide} where only ${event} is called: ${narrower}`, () => {
      const found = find(actionsOf(wide), [call(event)]);
      assert.deepEqual(
        found.map(({ evidence }) => [evidence['grant'], evidence['narrower']]),
        [[wide, narrower]],
      );
      assert.match(found.map(({ message }) => message).join(), /suffices\.$/);
    });
  names('Table.grantReadWriteData', 'GetItem', 'Table.grantReadData');
  names('Table.grantReadWriteData', 'PutItem', 'Table.grantWriteData');

  const isSilent = (what: string, actions: readonly string[], calls: readonly Call[], uri?: string) =>
    it(`is silent about ${what}`, () => assert.deepEqual(find(actions, calls, uri), []));
  const readWrite = actionsOf('Table.grantReadWriteData');
  isSilent('a grant of which both halves are used', readWrite, [call('GetItem'), call('PutItem')]);
  isSilent('the narrowest grant', actionsOf('Table.grantReadData'), [call('GetItem')]);
  isSilent('actions that are no grant', [...readWrite, 'dynamodb:UpdateTable'], [call('GetItem')]);
  isSilent('other templates', readWrite, [call('GetItem')], 'template.json');
});

describe('the table of CDK grants', () => {
  before(() => prepare({ formats: [] }));

  for (const { name, actions } of cdkGrants) {
    it(`${name} (${actions.length}) names actions that there are, each once`, () => {
      assert.equal(new Set(actions).size, actions.length);
      assert.deepEqual(
        actions.filter((action) => expandActions(action).length === 0),
        [],
      );
    });
  }
});
