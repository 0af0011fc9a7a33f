import assert from 'node:assert/strict';
import { prepare } from '../../prepare.js';
import { findAction, serviceOf } from '../catalog.js';
import { apiGatewayActions, apiGatewayMethods } from './apigateway.js';
import { dataRows } from './dataTypes.js';
import { facetRows } from './facets.js';
import { hiddenRows } from './hidden.js';
import { authorisedErrors, deniedCodes } from './outcomes.js';
import { planeRows } from './planes.js';
import { allRules, ruleOf } from './rules.js';
import { aliases, allSources, eventSourceOf, prefixesOf, stemOf } from './sources.js';
import { words } from './words.js';

/** Every action that a table names, as `table name: action`. */
function* namedActions(): Generator<readonly [table: string, action: string]> {
  for (const rule of allRules()) {
    const texts = [rule.certain, rule.oneOf, rule.possible, ...Object.values(rule.choose?.actions ?? {})];
    for (const text of texts) for (const action of words(text ?? '')) yield ['rules', action];
    for (const { action } of rule.extras ?? []) yield ['rules', action];
  }
  for (const action of apiGatewayMethods) yield ['apigateway', action];
  for (const row of dataRows) for (const name of words(row.actions)) yield ['data', `${row.prefix}:${name}`];
  for (const row of hiddenRows) for (const action of words(row.actions)) yield ['hidden', action];
  for (const row of planeRows) {
    const only = row.management === 'rest' ? '' : row.management.only;
    for (const name of words(`${row.unknown ?? ''} ${only}`)) yield ['planes', `${row.prefix}:${name}`];
  }
}

describe('catalog/events tables', () => {
  before(() => prepare());

  it('name only actions of the catalog, in its spelling', () => {
    const missing = [...namedActions()].filter(([, action]) => findAction(action)?.name !== action);
    assert.deepEqual(missing, []);
  });

  it('name only prefixes of the catalog', () => {
    const missing = [...allSources()].flatMap(([, prefixes]) =>
      prefixes.filter((prefix) => !serviceOf(prefix)),
    );
    assert.deepEqual(missing, []);
  });

  it('give every row a source', () => {
    const rows = [...allRules(), ...dataRows, ...hiddenRows, ...planeRows, ...authorisedErrors, ...aliases];
    assert.deepEqual(
      rows.filter((row) => row.source.length < 10),
      [],
    );
  });

  it('hold what the facts count', () => {
    const identities = [...allSources()].filter(
      ([stem, prefixes]) => prefixes.length === 1 && prefixes[0] === stem,
    );
    assert.equal(aliases.length, 37);
    // 315 documented, less three that are shared; eleven more from recorded events and examples.
    assert.equal(identities.length, 315 - 3 + 11);
    assert.equal(
      new Set(allRules().flatMap((rule) => (rule.stem === 's3' ? words(rule.events) : []))).size,
      // The 115 of the table; S3 Control's and newer calls that need more than their own action.
      123,
    );
    assert.equal(apiGatewayMethods.length, 5);
  });

  it('state each event once', () => {
    const stated = allRules().flatMap((rule) => words(rule.events).map((name) => `${rule.stem} ${name}`));
    const twice = stated.filter((name, at) => stated.indexOf(name) !== at);
    assert.deepEqual(twice, []);
  });

  it('choose and ask only by facets of the closed list, for the events that show them', () => {
    const unknown = allRules().flatMap((rule) => {
      const facets = [rule.choose?.facet, ...(rule.extras ?? []).map(({ facet }) => facet)];
      return words(rule.events).flatMap((name) =>
        facets.filter((facet) => facet !== undefined && !showsFacet(rule.stem, name, facet)),
      );
    });
    assert.deepEqual(unknown, []);
  });

  it('keep refusals and errors after authorisation apart, but for those that name somebody else', () => {
    const both = authorisedErrors.flatMap(({ stem, codes }) =>
      codes.filter((code) => deniedCodes.has(code)).map((code) => `${stem} ${code}`),
    );
    assert.deepEqual(both, ['lambda KMSAccessDeniedException', 'cognito-idp NotAuthorizedException']);
  });
});

function showsFacet(stem: string, eventName: string, facet: string): boolean {
  return facetRows.some(
    (row) =>
      row.name === facet &&
      (row.stems === '*' || words(row.stems).includes(stem)) &&
      (row.events === '*' || words(row.events).includes(eventName)),
  );
}

describe('event sources', () => {
  const cases: readonly (readonly [source: string, prefixes: readonly string[] | undefined])[] = [
    ['s3.amazonaws.com', ['s3', 's3-object-lambda', 's3-outposts']],
    ['monitoring.amazonaws.com', ['cloudwatch']],
    ['dynamodb.amazonaws.com', ['dynamodb']],
    ['rdsdata.amazonaws.com', ['rds-data']],
    ['signup.amazonaws.com', []],
    ['made-up.amazonaws.com', undefined],
    ['__proto__', undefined],
  ];
  for (const [source, prefixes] of cases) {
    it(`${source} → ${prefixes?.join() ?? 'not known'}`, () => {
      assert.deepEqual(prefixesOf(stemOf(source)), prefixes);
    });
  }

  it('find the source of a prefix', () => {
    assert.equal(eventSourceOf('cloudwatch'), 'monitoring.amazonaws.com');
    assert.equal(eventSourceOf('s3'), 's3.amazonaws.com');
    assert.equal(eventSourceOf('application-autoscaling'), 'autoscaling.amazonaws.com');
    assert.equal(eventSourceOf('rds-db'), undefined);
  });
});

describe('API Gateway operations', () => {
  const cases: readonly (readonly [operation: string, actions: readonly string[]])[] = [
    ['CreateStage', ['apigateway:POST']],
    ['UpdateStage', ['apigateway:PATCH']],
    ['PutMethod', ['apigateway:PUT']],
    ['DeleteApi', ['apigateway:DELETE']],
    ['GetRestApis', ['apigateway:GET']],
    ['TagResource', ['apigateway:POST', 'apigateway:PUT']],
    ['CreatePortal', []],
    ['constructor', []],
  ];
  for (const [operation, actions] of cases) {
    it(`${operation} → ${actions.join() || 'none'}`, () =>
      assert.deepEqual(apiGatewayActions(operation), actions));
  }
});

it('rules are not found under inherited names', () => {
  assert.equal(ruleOf('s3', 'toString'), undefined);
});
