import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeActionNames, decodeService, levelLetters } from './core.js';
import { encodeService } from './encode.js';
import { action, service } from './made.test.data.js';
import type { ServiceModel } from './model.js';

describe('encodeService', () => {
  it('writes nine lines', () => {
    assert.equal(
      encodeService(service()),
      [
        'Example Orders',
        'aws:TagKeys :Mode',
        'order=~order/${OrderId}',
        'GetOrder PutOrder TagOrder',
        'rwt',
        '0,0,0',
        '0',
        '0,0,0',
        '0=iam:PassRole;1=iam:PassRole;2=iam:PassRole',
      ].join('\n'),
    );
  });

  it('is what decodeService reads', () => {
    fc.assert(
      fc.property(generatedService(), (model) =>
        assert.deepEqual(asModel(encodeService(model), model), model),
      ),
      { seed: 20261101, numRuns: 500 },
    );
  });

  const refuses = (what: string, change: Partial<ServiceModel>) =>
    it(`refuses ${what}`, () => assert.throws(() => encodeService(service(change))));
  refuses('a line break', { name: 'Example\nOrders' });
  refuses('a separator in a format', { resourceTypes: [{ name: 'order', arnFormats: ['arn:a|b'] }] });
  refuses('a separator in the name of a type', { resourceTypes: [{ name: 'a;b', arnFormats: [] }] });
  refuses('a space in a condition key', { conditionKeys: ['aws:TagKeys', 'orders:A B'] });
  refuses('a resource type that the service lacks', {
    actions: [action('GetOrder', { resourceTypes: ['customer'] })],
  });
  refuses('a condition key that the service lacks', {
    actions: [action('GetOrder', { conditionKeys: ['orders:Colour'] })],
  });
});

const plain = { noNullPrototype: true } as const;

/** Services of up to 60 actions, so that positions need two digits. */
function generatedService(): fc.Arbitrary<ServiceModel> {
  const word = fc.string({
    unit: fc.constantFrom('a', 'B', '1', '-', '$', '{', '}'),
    minLength: 1,
    maxLength: 5,
  });
  const words = fc.uniqueArray(word, { maxLength: 40 });
  return fc
    .tuple(words, words, fc.uniqueArray(word, { selector: (name) => name.toLowerCase(), maxLength: 60 }))
    .chain(([keys, types, names]) => {
      const conditionKeys = keys.map((key, index) => (index % 2 === 0 ? `orders:${key}` : `aws:${key}`));
      const some = (values: readonly string[]) => fc.subarray([...values]);
      const actions = names.map((name) =>
        fc.record(
          {
            name: fc.constant(name),
            level: fc.constantFrom(...levelLetters.values()),
            resourceTypes: some(types),
            conditionKeys: some(conditionKeys),
            dependents: some(['iam:PassRole', 'orders:GetOrder', 'orders2:GetOrder']),
            permissionOnly: fc.boolean(),
          },
          plain,
        ),
      );
      const arnFormats = some([
        'arn:${Partition}:orders:${Region}:${Account}:a/${B}',
        'arn:${Partition}:s3:::${B}',
        'x',
      ]);
      return fc.record(
        {
          prefix: fc.constant('orders'),
          name: fc.string({ unit: fc.constantFrom('a', ' ', ';', ':') }),
          conditionKeys: fc.constant(conditionKeys),
          resourceTypes: fc.tuple(
            ...types.map((name) => fc.record({ name: fc.constant(name), arnFormats }, plain)),
          ),
          actions: fc.tuple(...actions),
        },
        plain,
      );
    });
}

function asModel(text: string, { prefix }: ServiceModel): ServiceModel {
  const decoded = decodeService(prefix, text);
  const short = (name: string) => name.slice(prefix.length + 1);
  const actions = [...decoded.actions.values()].map((entry) => ({ ...entry, name: short(entry.name) }));
  assert.deepEqual(
    decodeActionNames(text),
    actions.map(({ name }) => name),
  );
  return {
    prefix,
    name: decoded.name,
    conditionKeys: decoded.conditionKeys,
    resourceTypes: [...decoded.resourceTypes.values()],
    actions,
  };
}
