import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseSource } from '@leastwise/core';
import { root } from '../../importGraph.js';
import { comparePair, isRefused, ownPairs, samPairs, type Pair } from './pairs.js';

function check(pair: Pair): void {
  it(`${pair.name} in ${pair.partition.name}`, () => {
    const { compared, differences } = comparePair(pair);
    assert.deepEqual(differences, []);
    assert.ok(compared > 0, 'something was compared');
  });
}

describe('the roles of SAM templates are those that its translator writes', () => {
  const pairs = ownPairs(join(root, 'fixtures'));
  for (const pair of pairs) check(pair);

  it('in three partitions', () => {
    assert.deepEqual(
      [...new Set(pairs.map(({ partition }) => partition.name))],
      ['aws', 'aws-cn', 'aws-us-gov'],
    );
    assert.ok(pairs.length >= 12);
  });

  it('and a difference would be seen', () => {
    const [pair] = pairs;
    assert.ok(pair !== undefined);
    const template = pair.template.replace('Read, Write', 'Read');
    assert.notDeepEqual(comparePair({ ...pair, template }).differences, []);
  });
});

describe('SAM templates that are half typed', () => {
  const texts = new Map(ownPairs(join(root, 'fixtures')).map(({ name, template }) => [name, template]));
  for (const [name, text] of texts)
    it(`${name}: cut anywhere, it is read as far as it goes`, () => {
      for (let part = 1; part < 30; part++) {
        const cut = text.slice(0, Math.floor((text.length * part) / 30));
        const { value } = parseSource({ uri: 'template.yaml', text: cut });
        const ids = new Set(value.policies.map(({ id }) => id));
        assert.equal(ids.size, value.policies.length, 'ids are unique');
        for (const fn of value.functions) assert.ok(fn.policies.every((id) => ids.has(id)));
      }
    });
});

describe('the pairs of the corpora', function () {
  const corpora = process.env['LEASTWISE_CORPORA'];
  const folder = join(corpora ?? '', 'sam-translator-pairs');

  before(function () {
    if (corpora !== undefined && existsSync(folder)) return;
    console.log('      skipped: LEASTWISE_CORPORA names no folder with sam-translator-pairs');
    this.skip();
  });

  it('have the same roles', () => {
    const pairs = samPairs(folder);
    const accepted = pairs.filter((pair) => !isRefused(pair));
    const results = accepted.map((pair) => ({ pair, ...comparePair(pair) }));
    const differing = results.filter(({ differences }) => differences.length > 0);
    const roles = results.reduce((sum, { compared }) => sum + compared, 0);
    console.log(
      `      ${accepted.length - differing.length} of ${accepted.length} pairs equal, ${roles} roles and policies`,
    );
    assert.ok(accepted.length > 0);
    assert.deepEqual(
      differing.map(({ pair, differences }) => ({
        name: pair.name,
        partition: pair.partition.name,
        differences,
      })),
      [],
    );
  });

  it('that SAM refuses for their policies are a problem here too', () => {
    const refused = samPairs(folder).filter(isRefused);
    const ofPolicies = refused.filter(({ output }) =>
      /polic(?:y|ies)|Role\]/i.test(output.errorMessage ?? ''),
    );
    const silent = ofPolicies.filter(
      ({ template }) =>
        !parseSource({ uri: 'template.yaml', text: template }).problems.some(({ kind }) => kind === 'input'),
    );
    console.log(
      `      ${ofPolicies.length - silent.length} of ${ofPolicies.length} refused for policies are told`,
    );
    for (const { template } of refused) parseSource({ uri: 'template.yaml', text: template });
    assert.ok(silent.length <= ofPolicies.length / 2, silent.map(({ name }) => name).join(', '));
  });
});
