import assert from 'node:assert/strict';
import { parse, unmark } from '../testkit/marked.js';

/** What is marked must be the range of the one problem. */
type Case = [name: string, marked: string, code: string, message: RegExp];

function check(title: string, uri: string, around: (part: string) => string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const [name, marked, code, message] of cases) {
      it(name, () => {
        const { text, spans } = unmark(around(marked));
        const { problems } = parse(text, uri);
        assert.deepEqual(
          problems.map((problem) => [problem.code, problem.kind]),
          [[code, 'input']],
          JSON.stringify(problems),
        );
        const [problem] = problems;
        assert.match(problem?.message ?? '', message);
        assert.equal(problem?.line, problem?.range?.start.line);
        assert.deepEqual(problem?.range, rangeOf(text, spans[0]));
      });
    }
  });
}

function rangeOf(text: string, span: { from: number; to: number } | undefined): unknown {
  const at = (offset: number): unknown => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length };
  };
  return span && { start: at(span.from), end: at(span.to) };
}

const GOOD = '"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"';

check('a document that IAM refuses', 'p.json', (part) => part, [
  [
    'Version',
    `{"Version": «"2012-10-18"», "Statement": {${GOOD}}}`,
    'policy-invalid',
    /no version of the policy/,
  ],
  [
    'Version a number',
    `{"Version": «2012», "Statement": {${GOOD}}}`,
    'policy-invalid',
    /no version of the policy/,
  ],
  ['Version a list', `{"Version": «["2012-10-17"]», "Statement": {${GOOD}}}`, 'policy-invalid', /no version/],
  ['no Statement', '«{"Version": "2012-10-17"}»', 'policy-invalid', /no Statement/],
  [
    'no statement in the list',
    '{"Version": "2012-10-17", "Statement": «[]»}',
    'policy-empty',
    /no statement/,
  ],
  [
    'Statement a text',
    '{"Version": "2012-10-17", "Statement": «"x"»}',
    'policy-invalid',
    /must be an object/,
  ],
  ['a list in the list', `{"Statement": [«[{${GOOD}}]»]}`, 'policy-invalid', /a list inside the list/],
  [
    'an element nobody knows',
    `{«"Statment"»: [], "Statement": {${GOOD}}}`,
    'policy-element-unknown',
    /`Statment`/,
  ],
  [
    'a key twice',
    `{"Statement": {${GOOD}}, «"Statement"»: {${GOOD}}}`,
    'duplicate-key',
    /`Statement` stands twice/,
  ],
  ['a comment', `{"Statement": «/* all of it */» {${GOOD}}}`, 'json-comment', /no comment/],
  ['a comment behind a line', `{"Statement": «// all of it»\n {${GOOD}}}`, 'json-comment', /no comment/],
  [
    'behind a byte order mark',
    `\uFEFF{"Version": «"1"»,\n "Statement": {${GOOD}}}`,
    'policy-invalid',
    /no version/,
  ],
  [
    'over several lines',
    `{\r\n "Version":\r\n  «"1"»,\r\n "Statement": {${GOOD}}}`,
    'policy-invalid',
    /no version/,
  ],
  [
    'too long',
    `«{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::${'b'.repeat(10_240)}"]}}»`,
    'policy-too-large',
    /10\d{3} characters.*allows 10240/,
  ],
]);

check(
  'a statement that IAM refuses',
  'p.json',
  (part) => `{"Version": "2012-10-17",\n "Statement": [\n  {"Sid": "One", ${GOOD}},\n  ${part}]}`,
  [
    [
      'the Sid of another',
      `{"Sid": «"One"», ${GOOD}}`,
      'policy-invalid',
      /`One` is the Sid of another statement/,
    ],
    ['a Sid with a space', `{"Sid": «"All of it"», ${GOOD}}`, 'policy-invalid', /letters and digits/],
    ['a Sid that is a number', `{"Sid": «1», ${GOOD}}`, 'policy-invalid', /expects a string/],
    ['a Sid that is a list', `{"Sid": «["A"]», ${GOOD}}`, 'policy-invalid', /expects a string/],
    [
      'Effect in lower case',
      '{"Effect": «"allow"», "Action": "s3:*", "Resource": "*"}',
      'policy-invalid',
      /`allow`/,
    ],
    ['no Effect', '«{"Action": "s3:*", "Resource": "*"}»', 'policy-invalid', /no Effect/],
    ['no Action', '«{"Effect": "Allow", "Resource": "*"}»', 'policy-invalid', /neither Action/],
    ['no Resource', '«{"Effect": "Allow", "Action": "s3:*"}»', 'policy-invalid', /neither Resource/],
    [
      'Action and NotAction',
      `«{${GOOD}, "NotAction": "iam:*"}»`,
      'policy-invalid',
      /both Action and NotAction/,
    ],
    ['Resource and NotResource', `«{${GOOD}, "NotResource": "*"}»`, 'policy-invalid', /both Resource/],
    ['Principal', `{${GOOD}, «"Principal"»: "*"}`, 'policy-invalid', /Principal has no place/],
    [
      'NotPrincipal',
      `{${GOOD}, «"NotPrincipal"»: {"AWS": "1"}}`,
      'policy-invalid',
      /NotPrincipal has no place/,
    ],
    ['an element nobody knows', `{${GOOD}, «"Conditions"»: {}}`, 'policy-element-unknown', /`Conditions`/],
    ['an element twice', `{${GOOD}, «"Effect"»: "Allow"}`, 'duplicate-key', /`Effect` stands twice/],
    [
      'no list of actions',
      '{"Effect": "Allow", "Action": «[]», "Resource": "*"}',
      'policy-invalid',
      /Action is empty/,
    ],
    [
      'no list of resources',
      '{"Effect": "Allow", "Action": "s3:*", "Resource": «[]»}',
      'policy-invalid',
      /Resource is empty/,
    ],
  ],
);

const statement = (rest: string): string => `{"Statement": [{"Effect": "Allow",\n${rest}\n}]}`;

check(
  'an action that IAM refuses',
  'p.json',
  (part) => statement(`"Action": ["s3:GetObject", ${part}], "Resource": "*"`),
  [
    ['without its service', '«"GetObject"»', 'policy-invalid', /`GetObject` names no service/],
    ['a service alone', '«"s3"»', 'policy-invalid', /names no service/],
    ['a service and a star', '«"s3*"»', 'policy-invalid', /names no service/],
    ['nothing behind the colon', '«"s3:"»', 'policy-invalid', /no action behind the colon/],
    ['nothing before it', '«":GetObject"»', 'policy-invalid', /no service before the colon/],
    ['two colons', '«"s3:Get:Object"»', 'policy-invalid', /more than one colon/],
    ['empty', '«""»', 'policy-invalid', /names no service/],
    ['a number', '«5»', 'policy-invalid', /a number/],
    ['null', '«null»', 'policy-invalid', /is empty/],
    ['an object', '«{"a": 1}»', 'policy-invalid', /an object/],
  ],
);

check(
  'a resource that IAM refuses',
  'p.json',
  (part) => statement(`"Action": "s3:GetObject",\n "Resource": [${part}]`),
  [
    ['a name', '«"bucket/*"»', 'policy-invalid', /neither an ARN nor/],
    ['too short', '«"arn:aws:s3"»', 'policy-invalid', /is no ARN/],
    ['a bucket in the wrong place', '«"arn:aws:s3:bucket"»', 'policy-invalid', /is no ARN/],
    ['no resource', '«"arn:aws:sqs:eu-west-1:1:"»', 'policy-invalid', /names no resource/],
    ['no partition', '«"arn::s3:::b"»', 'policy-invalid', /no partition/],
    ['no service', '«"arn:aws::::b"»', 'policy-invalid', /names no service/],
    ['a wildcard for the service', '«"arn:aws:s?:::b"»', 'policy-invalid', /wildcard in its service/],
    ['in capitals', '«"ARN:AWS:S3:::B"»', 'policy-invalid', /neither an ARN nor/],
    ['a boolean', '«true»', 'policy-invalid', /a number or a boolean/],
  ],
);

check(
  'a condition that IAM refuses',
  'p.json',
  (part) => statement(`"Action": "s3:GetObject", "Resource": "*",\n "Condition": ${part}`),
  [
    ['a text', '«"x"»', 'policy-invalid', /must be an object/],
    ['null', '«null»', 'policy-invalid', /must be an object/],
    [
      'an operator nobody knows',
      '{«"StringMatches"»: {"aws:x": "a"}}',
      'policy-invalid',
      /no condition operator/,
    ],
    [
      'Null with IfExists',
      '{«"NullIfExists"»: {"aws:x": "true"}}',
      'policy-invalid',
      /no condition operator/,
    ],
    ['an operator without keys', '{"Bool": «"true"»}', 'policy-invalid', /object of condition keys/],
    [
      'an operator twice',
      '{"Bool": {"aws:x": "true"}, «"Bool"»: {"aws:y": "true"}}',
      'duplicate-key',
      /`Bool` stands twice/,
    ],
    ['a key without its service', '{"StringEquals": {«"x"»: "a"}}', 'policy-invalid', /no condition key/],
    [
      'a key twice',
      '{"Bool": {"aws:x": "true", «"aws:X"»: "true"}}',
      'duplicate-key',
      /`aws:X` stands twice/,
    ],
    [
      'a value that is null',
      '{"StringEquals": {"aws:x": «null»}}',
      'policy-invalid',
      /a string, a number or a boolean/,
    ],
    [
      'a value that is an object',
      '{"StringEquals": {"aws:x": [«{"a": 1, "b": 2}»]}}',
      'policy-invalid',
      /a string, a number/,
    ],
    [
      'a value that is a list',
      '{"StringEquals": {"aws:x": [«["a"]»]}}',
      'policy-invalid',
      /a string, a number/,
    ],
    [
      'no number',
      '{"NumericLessThan": {"s3:max-keys": ["10", «"ten"»]}}',
      'policy-invalid',
      /`ten` is not a number/,
    ],
    ['no date', '{"DateLessThan": {"aws:CurrentTime": «"soon"»}}', 'policy-invalid', /is not a date/],
    ['no address', '{"IpAddress": {"aws:SourceIp": «"everywhere"»}}', 'policy-invalid', /is not an address/],
    ['no boolean', '{"Bool": {"aws:SecureTransport": «"yes"»}}', 'policy-invalid', /is not true or false/],
    ['no ARN', '{"ArnLike": {"aws:SourceArn": «"topic"»}}', 'policy-invalid', /is not an ARN/],
  ],
);

const template = (part: string): string => `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Sid: One
            Effect: Allow
            Action: s3:GetObject
            Resource: '*'
${part}`;

check('what IAM refuses in a template', 'template.yaml', template, [
  [
    'a Sid twice',
    `          - { Sid: «One», Effect: Deny, Action: '*', Resource: '*' }`,
    'policy-invalid',
    /Sid of another/,
  ],
  [
    'an action',
    `          - { Effect: Deny, Action: [«GetObject»], Resource: '*' }`,
    'policy-invalid',
    /names no service/,
  ],
  [
    'a resource',
    `          - { Effect: Deny, Action: '*', Resource: «!Sub 'bucket-\${X}'» }`,
    'policy-invalid',
    /neither an ARN/,
  ],
  [
    'an operator',
    `          - { Effect: Deny, Action: '*', Resource: '*', Condition: { «StringIs»: { 'aws:x': a } } }`,
    'policy-invalid',
    /no condition operator/,
  ],
]);

describe('what IAM accepts is no problem', () => {
  const good: [name: string, statement: object][] = [
    ['a Sid that is empty', { Sid: '' }],
    ['the same Sid, empty, twice', { Sid: '' }],
    ['an empty condition', { Condition: {} }],
    ['an operator without keys', { Condition: { StringEquals: {} } }],
    ['a key without values', { Condition: { StringEquals: { 'aws:x': [] } } }],
    [
      'numbers and booleans',
      { Condition: { Bool: { 'aws:x': true }, NumericEquals: { 'aws:y': [1, '2'] } } },
    ],
    ['a variable for a number', { Condition: { NumericEquals: { 'aws:y': '${aws:z}' } } }],
    ['the older version of the language', {}],
    ['every action of every service', { Action: '*:*' }],
    ['an ARN that ends with a star', { Resource: ['arn:aws:s3:*', 'arn:*', 'arn:aws:logs:*:*'] }],
    ['any partition', { Resource: ['arn:*:s3:::b', 'arn:aws-cn:s3:::b', 'arn:aws-us-gov:s3:::b/*'] }],
    ['a service that nobody knows yet', { Action: 'tomorrow:DoThing', Resource: 'arn:aws:tomorrow:::x' }],
  ];
  for (const [name, change] of good) {
    it(name, () => {
      const one = { Sid: 'A', Effect: 'Allow', Action: 's3:*', Resource: '*' };
      const Statement = [one, { ...one, Sid: 'B', ...change }, { ...one, Sid: '' }];
      const text = JSON.stringify({ Version: '2008-10-17', Id: 'x', Statement });
      assert.deepEqual(parse(text, 'p.json').problems, []);
    });
  }

  it('the same Sid in both branches of a condition', () => {
    const branch = "{ Sid: Two, Effect: Deny, Action: '*', Resource: '*' }";
    const { problems } = parse(template(`          - !If [C, ${branch}, ${branch}]`));
    assert.deepEqual(problems, []);
  });

  it('a key that YAML merges in and states again', () => {
    const text = `Base: &base { Effect: Allow, Action: 's3:*', Resource: '*' }\n${template('          - { <<: *base, Effect: Deny }')}`;
    assert.deepEqual(
      parse(text).problems.filter(({ code }) => code === 'duplicate-key'),
      [],
    );
  });

  it('a policy of just the length', () => {
    const empty = JSON.stringify({
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::'] },
    });
    const fill = (extra: number): string =>
      empty.replace('s3:::', `s3:::${'b'.repeat(10_240 - empty.length + extra)}`).replaceAll(',', ' ,\n\n ');
    assert.deepEqual(parse(fill(0), 'p.json').problems, []);
    assert.deepEqual(
      parse(fill(1), 'p.json').problems.map(({ code }) => code),
      ['policy-too-large'],
    );
  });
});

describe('the size of policies in a template', () => {
  const document = (length: number): string =>
    `{ Statement: { Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::${'b'.repeat(length)}' } }`;
  const inline = (type: string, ...lengths: number[]): string =>
    `Resources:\n  R:\n    Type: ${type}\n    Properties:\n      Policies:\n${lengths
      .map((length, at) => `        - { PolicyName: p${at}, PolicyDocument: ${document(length)} }\n`)
      .join('')}`;
  const alone = (type: string, length: number): string =>
    `Resources:\n  R:\n    Type: ${type}\n    Properties:\n      PolicyName: p\n      PolicyDocument: ${document(length)}\n`;
  const cases: [name: string, text: string, isTooLarge: boolean][] = [
    ['a role, together', inline('AWS::IAM::Role', 5_000, 5_300), true],
    ['a role, well within', inline('AWS::IAM::Role', 5_000, 4_900), false],
    ['a user', inline('AWS::IAM::User', 2_100), true],
    ['a user, within', inline('AWS::IAM::User', 1_900), false],
    ['a group', inline('AWS::IAM::Group', 5_100), true],
    ['a managed policy', alone('AWS::IAM::ManagedPolicy', 6_140), true],
    ['a managed policy, within', alone('AWS::IAM::ManagedPolicy', 6_000), false],
    ['a policy of a role', alone('AWS::IAM::RolePolicy', 10_200), true],
  ];
  for (const [name, text, isTooLarge] of cases) {
    it(name, () => {
      const codes = parse(text).problems.map(({ code }) => code);
      assert.equal(codes.includes('policy-too-large'), isTooLarge, codes.join());
    });
  }
});
