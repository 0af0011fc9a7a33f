import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeActionNames, decodeService } from './decode.js';

const orders = [
  'Example Orders',
  ':Mode aws:TagKeys',
  'all orders=^orders:::all|~order/${OrderId};order=~order/${OrderId}',
  'GetOrder PassOrder TagOrder',
  'RpT',
  '1,,0.1',
  '0;0.1',
  '1,,0',
  '0=:TagOrder iam:PassRole',
].join('\n');

describe('decodeService', () => {
  const service = decodeService('orders', orders);

  it('reads the name, the condition keys and the resource types', () => {
    assert.equal(service.prefix, 'orders');
    assert.equal(service.name, 'Example Orders');
    assert.deepEqual(service.conditionKeys, ['orders:Mode', 'aws:TagKeys']);
    assert.deepEqual(
      [...service.resourceTypes.values()],
      [
        {
          name: 'all orders',
          arnFormats: [
            'arn:${Partition}:orders:::all',
            'arn:${Partition}:orders:${Region}:${Account}:order/${OrderId}',
          ],
        },
        { name: 'order', arnFormats: ['arn:${Partition}:orders:${Region}:${Account}:order/${OrderId}'] },
      ],
    );
  });

  it('reads the actions by lower-case name', () => {
    assert.deepEqual(
      [...service.actions],
      [
        [
          'getorder',
          {
            name: 'orders:GetOrder',
            level: 'Read',
            resourceTypes: ['order'],
            conditionKeys: ['orders:Mode', 'aws:TagKeys'],
            dependents: ['orders:TagOrder', 'iam:PassRole'],
            permissionOnly: false,
          },
        ],
        [
          'passorder',
          {
            name: 'orders:PassOrder',
            level: 'Permissions management',
            resourceTypes: [],
            conditionKeys: [],
            dependents: [],
            permissionOnly: true,
          },
        ],
        [
          'tagorder',
          {
            name: 'orders:TagOrder',
            level: 'Tagging',
            resourceTypes: ['all orders', 'order'],
            conditionKeys: ['orders:Mode'],
            dependents: [],
            permissionOnly: false,
          },
        ],
      ],
    );
  });

  it('reads a cut or damaged string as far as it goes', () => {
    fc.assert(
      fc.property(fc.nat(orders.length), fc.string({ maxLength: 8 }), (at, text) => {
        const damaged = orders.slice(0, at) + text;
        const names = decodeActionNames(damaged);
        const { actions } = decodeService('orders', damaged);
        assert.deepEqual([...actions.keys()], [...new Set(names.map((name) => name.toLowerCase()))]);
      }),
      { seed: 20261101, numRuns: 500 },
    );
  });
});

describe('decodeActionNames', () => {
  it('reads the names alone', () => {
    assert.deepEqual(decodeActionNames(orders), ['GetOrder', 'PassOrder', 'TagOrder']);
    assert.deepEqual(decodeActionNames(''), []);
    assert.deepEqual(decodeActionNames('a\nb\nc'), []);
    assert.deepEqual(decodeActionNames('a\nb\nc\nGetOrder'), ['GetOrder']);
  });
});
