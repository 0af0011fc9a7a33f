import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fitGeneratedName, sameStack, splitGeneratedName } from './generatedName.js';

describe('splitGeneratedName', () => {
  const cases: [string, [string, string, string] | undefined][] = [
    ['orders-prod-OrdersFunction-1A2B3C4D5E6F7', ['orders-prod', 'OrdersFunction', '1A2B3C4D5E6F7']],
    ['gateway-service-GatewayFunction-Yb9hvG8gT1to', ['gateway-service', 'GatewayFunction', 'Yb9hvG8gT1to']],
    [
      'aws-mre-search-streaming--streamSummaryJsServiceRol-9A1QHkp2k0GY',
      ['aws-mre-search-streaming-', 'streamSummaryJsServiceRol', '9A1QHkp2k0GY'],
    ],
    ['orders-OrdersFunction', undefined],
    ['orders-OrdersFunction-1A2B', undefined],
    ['OrdersFunction-1A2B3C4D5E6F', undefined],
    ['-OrdersFunction-1A2B3C4D5E6F', undefined],
    ['orders-prod-api-production', undefined],
    ['', undefined],
  ];
  for (const [name, parts] of cases)
    it(`reads ${name === '' ? 'an empty name' : name}`, () => {
      const found = splitGeneratedName(name);
      assert.deepEqual(found && [found.stack, found.logicalId, found.suffix], parts);
    });
});

describe('fitGeneratedName', () => {
  const fits = (name: string, stack: string | undefined, logicalId: string, max = 64): string => {
    const fit = fitGeneratedName(name, { logicalId, stack, max });
    if (fit === undefined) return 'no';
    return [fit.stackCut && 'stack cut', fit.logicalIdCut && 'id cut'].filter(Boolean).join(', ') || 'whole';
  };
  const cases: [
    what: string,
    name: string,
    stack: string | undefined,
    logicalId: string,
    expected: string,
  ][] = [
    [
      '13 upper-case',
      'sam-app-HelloWorldFunctionRole-1T2W3H9LZHGGV',
      'sam-app',
      'HelloWorldFunctionRole',
      'whole',
    ],
    ['12 mixed', 'sam-app-HelloWorldFunction-Yb9hvG8gT1to', 'sam-app', 'HelloWorldFunction', 'whole'],
    ['role of the same id', 'app-OrdersRole-1T2W3H9LZHGGV', 'app', 'Orders', 'no'],
    ['id that ends the same', 'app-MyOrders-1T2W3H9LZHGGV', 'app', 'Orders', 'no'],
    ['longer stack', 'orders-prod-Fn-1T2W3H9LZHGGV', 'orders', 'Fn', 'no'],
    ['shorter stack', 'orders-Fn-1T2W3H9LZHGGV', 'orders-prod', 'Fn', 'no'],
    ['stack in other case', 'Orders-Fn-1T2W3H9LZHGGV', 'orders', 'Fn', 'no'],
    [
      'both cut, 64',
      'amplify-digitalassistant--lightweightAgentlambdaSer-i74cVKgm4lf3',
      'amplify-digitalassistant-wc-sandbox-81d2',
      'lightweightAgentlambdaServiceRole9A0B',
      'stack cut, id cut',
    ],
    [
      'stack cut',
      'amplify-videogenerator-xss-videolistlambdaB0A0936E-9bJIYdur8Umx',
      'amplify-videogenerator-xss-sandbox-1234',
      'videolistlambdaB0A0936E',
      'stack cut',
    ],
    [
      'id cut, 63',
      'AppStack-CustomCDKBucketDeployment8693BB64968944B6-GQdSBL5N4uaZ',
      'AppStack',
      'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C',
      'id cut',
    ],
    [
      'id cut, stack not given',
      'AppStack-CustomCDKBucketDeployment8693BB64968944B6-GQdSBL5N4uaZ',
      undefined,
      'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C',
      'id cut',
    ],
    ['short name is never cut', 'app-Order-1T2W3H9LZHGGV', 'app', 'OrdersFunction', 'no'],
    ['any stack', 'orders-prod-Fn-1T2W3H9LZHGGV', undefined, 'Fn', 'whole'],
  ];
  for (const [what, name, stack, logicalId, expected] of cases)
    it(what, () => assert.equal(fits(name, stack, logicalId), expected));

  it('compares buckets in lower case', () => {
    const query = { logicalId: 'Uploads', stack: 'Orders', max: 63, lowerCase: true };
    assert.ok(fitGeneratedName('orders-uploads-1a2b3c4d5e6f', query));
    assert.equal(fitGeneratedName('orders-uploads-1a2b3c4d5e6f', { ...query, lowerCase: false }), undefined);
  });

  const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,60}$/);
  const stack = fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/);
  const suffix = fc.stringMatching(/^[A-Za-z0-9]{12}$/);

  it('recognises every name made by the rule, at any length', () => {
    fc.assert(
      fc.property(stack, id, suffix, (aStack, logicalId, end) => {
        const name = generate(aStack, logicalId, end);
        assert.ok(name.length <= 64);
        assert.ok(fitGeneratedName(name, { stack: aStack, logicalId, max: 64 }), name);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('never takes a short name of one logical id for another', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,10}$/), id, id, suffix, (aStack, a, b, end) => {
        const name = `${aStack}-${a}-${end}`;
        fc.pre(a !== b && name.length < 63);
        assert.equal(fitGeneratedName(name, { stack: aStack, logicalId: b, max: 64 }), undefined);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});

describe('sameStack', () => {
  const fit = (stack: string, stackCut = false) => ({ stack, stackCut, logicalIdCut: false });
  it('takes a cut stack for the beginning of a whole one', () => {
    assert.ok(sameStack(fit('amplify-videogenerator-xs', true), fit('amplify-videogenerator-xss', true)));
    assert.ok(sameStack(fit('orders'), fit('orders')));
  });
  it('keeps whole stacks apart', () => {
    assert.equal(sameStack(fit('orders'), fit('orders-prod')), false);
    assert.equal(sameStack(fit('orders-prod'), fit('orders')), false);
  });
});

/** CloudFormation's rule as published names show it: 49 characters for the two parts, shared fairly. */
function generate(stack: string, logicalId: string, suffix: string): string {
  const room = 49;
  if (stack.length + logicalId.length <= room) return `${stack}-${logicalId}-${suffix}`;
  const half = Math.ceil(room / 2);
  const forStack = Math.min(stack.length, Math.max(half, room - logicalId.length));
  return `${stack.slice(0, forStack)}-${logicalId.slice(0, room - forStack)}-${suffix}`;
}
