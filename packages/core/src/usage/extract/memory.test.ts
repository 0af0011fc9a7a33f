import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractEvent } from '../extract.js';
import { extractRow, makeRecord } from '../extract.fixture.js';
import { arnRows } from './arnPlan.js';
import { facetRows } from '../../catalog/events/facets.js';
import { parsePath } from './read.js';

const ROLE = 'arn:aws:iam::111122223333:role/';

describe('what extraction remembers', () => {
  const identity = fc.record(
    {
      type: fc.constantFrom('AssumedRole', 'IAMUser', 'AWSService', 'AWSAccount', 'Root', 'New'),
      principalId: fc.constantFrom('AROA:fn', 'AIDA'),
      arn: fc.constantFrom('arn:aws:sts::1:assumed-role/r/fn', 'arn:aws-cn:iam::2:user/u'),
      accountId: fc.constantFrom('1', '2'),
      invokedBy: fc.constantFrom('s3.amazonaws.com', 'lambda.amazonaws.com'),
      sessionContext: fc.constantFrom({ sessionIssuer: { arn: `${ROLE}a` } }, { sessionIssuer: null }, 'x'),
    },
    { requiredKeys: [] },
  );
  const call = fc.record({
    userIdentity: identity,
    awsRegion: fc.constantFrom('eu-west-1', 'cn-north-1', 'us-gov-west-1', '*'),
    recipientAccountId: fc.constantFrom('1', '2', undefined),
    requestParameters: fc.constantFrom({ tableName: 'T' }, { tableName: 'T*' }, { indexName: 'I' }, null),
    eventSource: fc.constant('dynamodb.amazonaws.com'),
    eventName: fc.constantFrom('GetItem', 'Query'),
  });

  it('never shows: a row is the same whatever came before', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 2, maxLength: 8 }), (calls) => {
        const records = calls.map((fields) => makeRecord(fields));
        const forth = records.map((record) => JSON.stringify(extractEvent(record)));
        const back = records
          .toReversed()
          .map((record) => JSON.stringify(extractEvent(record)))
          .toReversed();
        assert.deepEqual(back, forth);
      }),
      { seed: 23, numRuns: 1000 },
    );
  });

  it('is by all that a principal is made of, not by its id alone', () => {
    const session = (name: string, invokedBy?: string): unknown => ({
      type: 'AssumedRole',
      principalId: 'AROA:fn',
      arn: `arn:aws:sts::111122223333:assumed-role/${name}/fn`,
      sessionContext: { sessionIssuer: { arn: ROLE + name } },
      invokedBy,
    });
    const rows = [session('a'), session('b'), session('a', 'athena.amazonaws.com'), session('a')].map(
      (userIdentity) => extractRow(makeRecord({ userIdentity })).row,
    );
    assert.deepEqual(
      rows.map((row) => [row.principal, row.invokedBy]),
      [
        [`${ROLE}a`, ''],
        [`${ROLE}b`, ''],
        [`${ROLE}a`, 'athena.amazonaws.com'],
        [`${ROLE}a`, ''],
      ],
    );
  });

  it('is by place: the same call elsewhere names another resource', () => {
    const rows = ['eu-west-1', 'us-east-1', 'eu-west-1'].map((awsRegion) => {
      const table = { eventSource: 'dynamodb.amazonaws.com', requestParameters: { tableName: 'T' } };
      return extractRow(makeRecord({ ...table, eventName: 'GetItem', awsRegion })).row;
    });
    assert.deepEqual(
      rows.map((row) => row.resources),
      ['eu-west-1', 'us-east-1', 'eu-west-1'].map((region) => [
        `arn:aws:dynamodb:${region}:111122223333:table/T`,
      ]),
    );
  });

  it('is bounded, and forgetting it changes nothing', () => {
    const many = (index: number): unknown =>
      makeRecord({
        eventName: `Get${index}`,
        awsRegion: `r-${index}`,
        userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::1:user/u${index}`, accountId: '1' },
      });
    const before = JSON.stringify(extractEvent(many(0)));
    for (let index = 1; index < 25_000; index++) extractEvent(many(index));
    assert.equal(JSON.stringify(extractEvent(many(0))), before);
  });
});

/** Extraction reads with plain property reads, which would find what every object or array inherits. */
describe('names that the tables read', () => {
  const read = [
    ...arnRows.flatMap((row) => [row.over ?? '', row.account ?? '', ...templatePaths(row.arn)]),
    ...facetRows.flatMap((row) => row.paths),
  ];
  const keys = new Set(read.flatMap(parsePath).flatMap(({ key, other }) => [key, other]));

  it('are none that objects inherit', () => {
    assert.ok(keys.size > 150, `${keys.size}`);
    assert.deepEqual(
      [...keys].filter((key) => key in {}),
      [],
    );
  });

  it('are one that arrays inherit, of which only the items of an array would be taken', () => {
    assert.deepEqual(
      [...keys].filter((key) => key in []),
      ['entries'],
    );
    const walked = read.filter((path) => path.split('.').some((step) => step.startsWith('entries')));
    assert.deepEqual(walked, ['requestParameters.entries[]']);
  });
});

function templatePaths(template: string): string[] {
  return [...template.matchAll(/(?<!\$)\{([^}]*)\}/g)].map(([, path = '']) => path);
}
