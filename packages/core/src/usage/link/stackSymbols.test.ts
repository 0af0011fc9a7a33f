import assert from 'node:assert/strict';
import type { SourceFunction, SourceModel } from '../../sources/model.js';
import { ACCOUNT, call, fn, model, REGION, resource, row, snapshot, type RowInput } from './kit.test.js';

import { linkFunctions } from './linkFunctions.js';
import { stackSymbols } from './stackSymbols.js';

/** A function of the service shop, named and with a role as the framework names them. */
function served(key: string): SourceFunction {
  const role = {
    logicalId: 'IamRoleLambdaExecution',
    declaredName: 'shop-${sls::stage}-${AWS::Region}-lambdaRole',
    arn: undefined,
  };
  return { ...fn(key), logicalId: `${key}LambdaFunction`, declaredName: `shop-\${sls::stage}-${key}`, role };
}

const shop: SourceModel = {
  ...model(
    [served('read'), served('write')],
    [resource('T', 'AWS::DynamoDB::Table', 'orders-${sls::stage}')],
  ),
  format: 'serverless',
  stackName: 'shop-${sls::stage}',
};
const rows = ['dev', 'prod'].map((stage) => call(`shop-${stage}-${REGION}-lambdaRole`, `shop-${stage}-read`));
const options = { stacks: [] as string[], principals: [], links: [] };

describe('the stage of a service', () => {
  it('is told by the name of its stack', () => {
    assert.deepEqual([...stackSymbols(shop, 'shop-prod')], [['${sls::stage}', 'prod']]);
    assert.deepEqual([...stackSymbols(shop, 'other-prod')], []);
    assert.deepEqual([...stackSymbols(shop, 'shop-')], []);
    assert.deepEqual([...stackSymbols(model([]), 'shop-prod')], []);
    assert.deepEqual([...stackSymbols({ ...shop, stackName: '${a::b}-${sls::stage}' }, 'x-prod')], []);
  });

  it('given as a stack, takes that stage’s sessions and binds the stage', () => {
    const linked = linkFunctions([shop], snapshot(rows), { ...options, stacks: ['shop-prod'] });
    const [read, write] = linked.value;
    assert.deepEqual(read?.sessions, ['shop-prod-read']);
    assert.deepEqual(read.principals, [`arn:aws:iam::${ACCOUNT}:role/shop-prod-${REGION}-lambdaRole`]);
    assert.equal(read.bindings['${sls::stage}']?.value, 'prod');
    assert.equal(read.bindings['${T.Arn}']?.value, `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders-prod`);
    assert.deepEqual(write?.sessions, []);
    assert.deepEqual(
      linked.problems.map(({ code }) => code),
      ['function-not-seen'],
    );
  });

  it('not given, is told by the only stage that was seen', () => {
    const { value } = linkFunctions([shop], snapshot(rows.slice(1)), options);
    assert.deepEqual(value[0]?.sessions, ['shop-prod-read']);
    assert.equal(value[0].bindings['${sls::stage}']?.value, 'prod');
  });

  it('not given, with two stages seen, is no guess', () => {
    const { value, problems } = linkFunctions([shop], snapshot(rows), options);
    assert.deepEqual(value[0]?.sessions, []);
    assert.ok(problems.some(({ code }) => code === 'link-ambiguous'));
  });

  it('two stages given are a union, which binds none', () => {
    const stacks = ['shop-dev', 'shop-prod'];
    const { value } = linkFunctions([shop], snapshot(rows), { ...options, stacks });
    assert.deepEqual(value[0]?.sessions, ['shop-dev-read', 'shop-prod-read']);
    assert.equal(value[0].bindings['${sls::stage}'], undefined);
  });

  it('is not told by the stack of something else', () => {
    const stacks = ['other-prod'];
    const { value, problems } = linkFunctions([shop], snapshot(rows), { ...options, stacks });
    assert.deepEqual(value[0]?.sessions, []);
    assert.ok(problems.every(({ code }) => code === 'function-not-seen'));
  });
});

describe('a source that states the whole name of its stack', () => {
  const here = { ...model([{ ...fn('F'), role: undefined }]), stackName: 'shop-prod' };
  const of = (stack: string) => call('r', `${stack}-F-Yb9hvG8gT1to`);

  it('is that stack, whatever others were seen', () => {
    const linked = linkFunctions([here], snapshot([of('shop-prod'), of('shop-dev')]), options);
    assert.deepEqual(linked.value[0]?.sessions, ['shop-prod-F-Yb9hvG8gT1to']);
    assert.deepEqual(linked.value[0].stacks, ['shop-prod']);
    assert.deepEqual(linked.problems, []);
  });

  it('is the stack that the user names, where that is another', () => {
    const given = { ...options, stacks: ['shop-dev'] };
    const linked = linkFunctions([here], snapshot([of('shop-prod'), of('shop-dev')]), given);
    assert.deepEqual(linked.value[0]?.sessions, ['shop-dev-F-Yb9hvG8gT1to']);
  });

  it('is searched for where that stack was not seen', () => {
    const linked = linkFunctions([here], snapshot([of('shop-dev')]), options);
    assert.deepEqual(linked.value[0]?.sessions, ['shop-dev-F-Yb9hvG8gT1to']);
    assert.deepEqual(
      linked.problems.map(({ code }) => code),
      ['linked-by-pattern'],
    );
  });
});

describe('people and nested stacks of a template', () => {
  const user = (name: string): RowInput => ({
    principal: `arn:aws:iam::${ACCOUNT}:user/team/${name}`,
    principalType: 'user',
    session: '',
  });
  const ann = (declaredName?: string): SourceFunction => ({
    ...fn('Ann', { kind: 'principal', logicalId: 'Ann' }),
    role: { logicalId: 'Ann', declaredName, arn: undefined, isUser: true },
  });

  it('a user is found by its name, stated or made', () => {
    const made = 'orders-prod-Ann-1A2B3C4D5E6F7';
    const seen = snapshot([row(user('ann')), row(user(made)), row(user('bob')), call('ann', 'x')]);
    const stacks = ['orders-prod'];
    const stated = linkFunctions([model([ann('ann')])], seen, { ...options, stacks });
    assert.deepEqual(stated.value[0]?.principals, [`arn:aws:iam::${ACCOUNT}:user/team/ann`]);
    const generated = linkFunctions([model([ann()])], seen, { ...options, stacks });
    assert.deepEqual(generated.value[0]?.principals, [`arn:aws:iam::${ACCOUNT}:user/team/${made}`]);
    assert.equal(generated.value[0].sessions, undefined);
  });

  it('a nested stack is named after the one that brings it in', () => {
    const stack = 'orders-Child-1A2B3C4D5E6F7';
    const rows = [
      call('r', `${stack}-F-Yb9hvG8gT1to`),
      call('r', 'orders-Other-1A2B3C4D5E6F7-F-Yb9hvG8gT1to'),
    ];
    const lone = { ...fn('F'), role: undefined };
    const nested: SourceModel = { ...model([lone]), nestedAs: ['Child'] };
    const linked = linkFunctions([nested], snapshot(rows), { ...options, stacks: ['orders'] });
    assert.deepEqual(linked.value[0]?.sessions, [`${stack}-F-Yb9hvG8gT1to`]);
  });
});
