import assert from 'node:assert/strict';
import { prepareTerraform, readModule } from '../../testkit/terraform.js';
import { readState, stateBindings, withState } from './terraformState.js';

const queue = { arn: 'arn:aws:sqs:eu-west-1:111122223333:q', name: 'q', tags: { a: 'b' }, delay: 5 };
const lambda = { function_name: 'orders-prod', role: 'arn:aws:iam::111122223333:role/orders-role' };

const stateFile = {
  version: 4,
  resources: [
    { mode: 'managed', type: 'aws_sqs_queue', name: 'q', instances: [{ attributes: queue }] },
    {
      module: 'module.m["a"]',
      mode: 'data',
      type: 'aws_region',
      name: 'here',
      instances: [{ attributes: { name: 'eu-west-1' } }],
    },
    {
      mode: 'managed',
      type: 'aws_iam_role',
      name: 'r',
      instances: [
        { index_key: 0, attributes: { name: 'r0' } },
        { index_key: 'x', attributes: { name: 'rx' } },
      ],
    },
    { mode: 'managed', type: 'aws_lambda_function', name: 'f', instances: [{ attributes: lambda }] },
  ],
};

const shown = {
  format_version: '1.0',
  values: {
    root_module: {
      resources: [{ address: 'aws_sqs_queue.q', values: queue }],
      child_modules: [
        { resources: [{ address: 'module.m.aws_lambda_function.this[0]', values: lambda }] },
        {
          child_modules: [
            { resources: [{ address: 'module.m.module.n.aws_sns_topic.t', values: { arn: 'x' } }] },
          ],
        },
      ],
    },
  },
};

describe('a state of Terraform', () => {
  before(prepareTerraform);
  const cases: [
    name: string,
    state: unknown,
    address: string,
    attribute: string,
    expected: string[] | undefined,
  ][] = [
    ['a resource', stateFile, 'aws_sqs_queue.q', 'arn', [queue.arn]],
    ['what is no text', stateFile, 'aws_sqs_queue.q', 'delay', undefined],
    ['a data source in a module', stateFile, 'module.m["a"].data.aws_region.here', 'name', ['eu-west-1']],
    ['an instance by number', stateFile, 'aws_iam_role.r[0]', 'name', ['r0']],
    ['an instance by key', stateFile, 'aws_iam_role.r["x"]', 'name', ['rx']],
    ['as it is shown', shown, 'aws_sqs_queue.q', 'name', ['q']],
    [
      'in a module, as it is shown',
      shown,
      'module.m.aws_lambda_function.this[0]',
      'function_name',
      ['orders-prod'],
    ],
    ['deeper', shown, 'module.m.module.n.aws_sns_topic.t', 'arn', ['x']],
    ['of a plan', { prior_state: { values: shown.values } }, 'aws_sqs_queue.q', 'name', ['q']],
    ['planned', { planned_values: shown.values }, 'aws_sqs_queue.q', 'name', ['q']],
  ];
  for (const [name, state, address, attribute, expected] of cases) {
    it(name, () => {
      assert.deepEqual(readState([state]).get(address)?.get(attribute), expected);
    });
  }

  it('anything else says nothing', () => {
    const hostile: unknown[] = [
      null,
      5,
      'x',
      [],
      {},
      { resources: 5 },
      { resources: [null, { instances: [null, { attributes: [] }] }] },
      { values: { root_module: { child_modules: [[[]]] } } },
    ];
    for (const state of hostile) assert.ok(!readState([state]).has('aws_sqs_queue.q'));
  });

  const hcl = `resource "aws_sqs_queue" "q" {}
resource "aws_iam_role" "r" {}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = aws_sqs_queue.q.arn }] })
}
resource "aws_lambda_function" "f" {
  function_name = var.name
  role          = aws_iam_role.r.arn
}`;

  it('binds the symbols of a source, where all states agree', () => {
    const { value } = readModule(hcl);
    const other = {
      resources: [{ ...stateFile.resources[0], instances: [{ attributes: { arn: 'other' } }] }],
    };
    const symbol = '${aws_sqs_queue.q.arn}';
    assert.deepEqual(stateBindings(value, readState([stateFile]))[symbol], {
      value: queue.arn,
      because: 'state',
    });
    assert.equal(stateBindings(value, readState([stateFile, other]))[symbol], undefined);
  });

  it('names role and session of a function that the config leaves out', () => {
    const { value } = readModule(hcl);
    const link = {
      function: 'main.tf#aws_lambda_function.f',
      role: lambda.role,
      session: 'orders-prod',
      because: 'state',
    };
    assert.deepEqual(withState([], [value], readState([stateFile])), [link]);
    const config = { function: 'f', role: 'mine', session: undefined };
    assert.deepEqual(withState([config], [value], readState([stateFile])), [config]);
  });
});
