import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import type { Keep } from '../sources/model.js';
import { contextOfSample } from '../testkit/context.js';
import { allTrails, now, snapshotOf } from '../testkit/usage.js';
import { buildCoverage } from '../usage/coverage/buildCoverage.js';
import { isVisible } from './context.js';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const keep = (change: Partial<Keep>): Keep => ({
  pattern: 'dynamodb:Delete*',
  until: undefined,
  reason: 'clean-up',
  function: undefined,
  uri: 'leastwise.config.yaml',
  range,
  ...change,
});
const sample = { statements: [{ Effect: 'Allow' as const, Action: 's3:*', Resource: '*' }], calls: [] };

describe('keepFor', () => {
  before(() => prepare());

  // Now is 2026-10-30, the function is called `app`.
  const cases: [name: string, keeps: Keep[], action: string, expected: string | undefined][] = [
    ['keeps what a pattern matches', [keep({})], 'dynamodb:DeleteTable', 'kept by the keep-list: clean-up'],
    [
      'whatever its case',
      [keep({ pattern: 'DYNAMODB:delete*' })],
      'dynamodb:DeleteTable',
      'kept by the keep-list: clean-up',
    ],
    ['and nothing else', [keep({})], 'dynamodb:GetItem', undefined],
    [
      'names the end date',
      [keep({ until: '2027-01-31' })],
      'dynamodb:DeleteTable',
      'kept until 2027-01-31 by the keep-list: clean-up',
    ],
    [
      'holds on the last day',
      [keep({ until: '2026-10-30' })],
      'dynamodb:DeleteTable',
      'kept until 2026-10-30 by the keep-list: clean-up',
    ],
    ['ends after it', [keep({ until: '2026-10-29' })], 'dynamodb:DeleteTable', undefined],
    [
      'holds for the function it names',
      [keep({ function: 'app' })],
      'dynamodb:DeleteTable',
      'kept by the keep-list: clean-up',
    ],
    ['and for no other', [keep({ function: 'other' })], 'dynamodb:DeleteTable', undefined],
    [
      'takes the first that holds',
      [keep({ until: '2020-01-01' }), keep({ reason: 'second' })],
      'dynamodb:DeleteTable',
      'kept by the keep-list: second',
    ],
  ];
  for (const [name, keeps, action, expected] of cases)
    it(name, () => assert.equal(contextOfSample(sample, { keeps }).keepFor(action), expected));
});

describe('createContext', () => {
  before(() => prepare());

  it('binds symbols that have a value and leaves the others', () => {
    const { link } = contextOfSample(sample);
    const bindings = { '${Orders.Arn}': { value: 'arn:o', because: 'state' } } as const;
    const context = contextOfSample(sample, { link: { ...link, bindings } });
    assert.equal(context.bind('${Orders.Arn}/index/${Name}'), 'arn:o/index/${Name}');
  });

  it('does not take a prototype’s name for a value', () => {
    assert.equal(contextOfSample(sample).bind('${constructor}${__proto__}'), '${constructor}${__proto__}');
  });
});

describe('isVisible', () => {
  before(() => prepare());

  it('answers the same question once', () => {
    const context = contextOfSample(sample);
    const first = isVisible(context, 'dynamodb:DeleteTable', '*');
    assert.equal(first.state, 'visible');
    assert.equal(isVisible(context, 'dynamodb:DeleteTable', '*'), first);
    // Another action of the same class is the same question; another pattern is not.
    assert.equal(isVisible(context, 'dynamodb:DeleteBackup', '*'), first);
    assert.notEqual(
      isVisible(context, 'dynamodb:DeleteTable', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t'),
      first,
    );
  });

  it('starts no earlier than the function can be judged', () => {
    const from = Date.parse('2026-10-01T00:00:00Z') / 1000;
    const sight = isVisible(contextOfSample(sample, { notBefore: from }), 'dynamodb:DeleteTable', '*');
    assert.deepEqual([sight.state, 'from' in sight && sight.from], ['visible', '2026-10-01']);
  });

  describe('of what events of another kind record too', () => {
    const bucket = (name: string): string => `arn:aws:s3:::${name}/*`;
    const trail = (...fields: object[]): unknown => ({
      TrailARN: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit',
      AdvancedEventSelectors: [
        { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
        { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, ...fields] },
      ],
    });
    const objects = { Field: 'resources.type', Equals: ['AWS::S3::Object'] };
    const reads = { Field: 'readOnly', Equals: ['true'] };
    const into = { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::from/'] };
    const cases: [name: string, actions: string[], resources: string[], trail: unknown, state: string][] = [
      ['a read, reads logged', ['s3:GetObject'], [bucket('from')], trail(objects, reads), 'visible'],
      [
        'a copy’s read, reads logged',
        ['s3:GetObject', 's3:Put*'],
        [bucket('from')],
        trail(objects, reads),
        'notObservable',
      ],
      ['a copy’s read, all logged', ['s3:GetObject', 's3:Put*'], [bucket('from')], trail(objects), 'visible'],
      [
        'a copy’s read, its target’s bucket not logged',
        ['s3:GetObject', 's3:Put*'],
        [bucket('from'), bucket('to')],
        trail(objects, into),
        'notObservable',
      ],
    ];
    for (const [name, actions, resources, selectors, state] of cases)
      it(name, () => {
        const statements = [{ Effect: 'Allow' as const, Action: actions, Resource: resources }];
        const coverage = buildCoverage(snapshotOf([]), {
          selectors: [selectors],
          trails: allTrails,
          now: Date.parse(now) / 1000,
        });
        const context = contextOfSample({ statements, calls: [] }, { coverage });
        const sight = isVisible(context, 's3:GetObject', bucket('from'));
        assert.equal(sight.state, state);
        if (state !== 'visible') assert.match(sight.because, /calls that need s3:PutObject may have used it/);
      });
  });
});
