/**
 * The JSON Schema of `leastwise.config.yaml`, printed to docs/config.schema.json. Descriptions are what an editor shows
 * beside a key, and what a problem says when the value does not fit.
 */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'leastwise.config.yaml',
  type: 'object',
  additionalProperties: false,
  properties: {
    links: {
      description:
        'a list of functions with the role or session that they run as, for what cannot be found by name',
      type: 'array',
      items: {
        description: 'an object with function, and role or session or both',
        type: 'object',
        additionalProperties: false,
        required: ['function'],
        anyOf: [{ required: ['role'] }, { required: ['session'] }],
        properties: {
          function: {
            description: 'the name of a function of the source, or its id (template.yaml#OrdersFunction)',
            type: 'string',
            minLength: 1,
          },
          role: {
            description: 'the ARN of a role (arn:aws:iam::111122223333:role/...)',
            type: 'string',
            pattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^ ]+$',
          },
          session: {
            description: 'the name of the role session; for Lambda the physical name of the function',
            type: 'string',
            minLength: 1,
          },
        },
      },
    },
    stacks: {
      description: 'a list of CloudFormation stack names that the sources are deployed as',
      type: 'array',
      items: {
        description: 'the name of a CloudFormation stack',
        type: 'string',
        pattern: '^[A-Za-z][A-Za-z0-9-]{0,127}$',
      },
    },
    usage: {
      description: 'a list of usage snapshots or folders of CloudTrail files (.leastwise/usage.json.gz)',
      type: 'array',
      items: { description: 'the path of a file or folder, from this file', type: 'string', minLength: 1 },
    },
    selectors: {
      description: 'a list of files with answers of `aws cloudtrail get-event-selectors`',
      type: 'array',
      items: { description: 'the path of a file, from this file', type: 'string', minLength: 1 },
    },
    trails: {
      description: 'a list of files with answers of `aws cloudtrail describe-trails`',
      type: 'array',
      items: { description: 'the path of a file, from this file', type: 'string', minLength: 1 },
    },
    keep: {
      description: 'a list of actions that are kept although nothing used them',
      type: 'array',
      items: {
        description: 'an object with action, and until, reason, function where wanted',
        type: 'object',
        additionalProperties: false,
        required: ['action'],
        properties: {
          action: {
            description: 'an action or a pattern of actions (dynamodb:DeleteTable, s3:Get*)',
            type: 'string',
            pattern: '^([*]|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+)$',
          },
          until: {
            description: 'a day (2027-01-31), through which the action is kept',
            type: 'string',
            pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
          },
          reason: { description: 'a text that says why', type: 'string' },
          function: {
            description: 'the name of the only function that this counts for',
            type: 'string',
            minLength: 1,
          },
        },
      },
    },
    rules: {
      description: 'an object with the severity of each rule (action-unused: error)',
      type: 'object',
      additionalProperties: {
        description: 'error, warning, info or off',
        enum: ['error', 'warning', 'info', 'off'],
      },
    },
    window: {
      description: 'an object with min',
      type: 'object',
      additionalProperties: false,
      properties: {
        min: {
          description:
            'the number of covered days below which nothing is called unused (30), a whole number above 0',
          type: 'integer',
          minimum: 1,
          maximum: 3650,
        },
      },
    },
  },
} as const;
