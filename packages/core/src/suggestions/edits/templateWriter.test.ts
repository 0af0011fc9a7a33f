import assert from 'node:assert/strict';
import type { SourceStatement } from '../../sources/model.js';
import { parseSource } from '../../sources/parseSource.js';
import { applyEdits } from './local.js';
import { writeTemplate } from './templateWriter.js';
import type { PlannedStatement, PolicyPlan } from './types.js';

/** What becomes of the statements, by their number over all stated policies; what is not named stays. */
type Changes = Readonly<Record<number, readonly Partial<PlannedStatement>[]>>;

function plansOf(
  uri: string,
  text: string,
  changes: Changes,
): { plans: PolicyPlan[]; written: string | string[] } {
  const model = parseSource({ uri, text }).value;
  let number = 0;
  const plans = model.policies
    .filter(({ kind }) => kind !== 'implied')
    .map((policy): PolicyPlan => {
      const statements = policy.statements.flatMap((statement) => {
        const becomes = changes[number++];
        return becomes === undefined
          ? []
          : [{ statement, becomes: becomes.map((change) => ({ ...asItIs(statement), ...change })) }];
      });
      return { policy, statements };
    })
    .filter(({ statements }) => statements.length > 0);
  assert.equal(
    plans.flatMap(({ statements }) => statements).length,
    Object.keys(changes).length,
    'the text holds every statement that is to change',
  );
  const { edits, refused } = writeTemplate({ uri, text }, plans, model);
  const codes = refused.map(({ part, code }) => `${part} ${code}`);
  return { plans, written: codes.length > 0 ? codes : applyEdits(text, edits) };
}

function asItIs({ sid, action, resource, condition }: SourceStatement): PlannedStatement {
  return {
    sid,
    action: action.map(({ text }) => text),
    resource: resource.map(({ text }) => text),
    condition,
  };
}

/** A template of one role around a list of statements, from `Statement:` on, six columns in. */
const role = (statements: string, after = ''): string =>
  `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: own # the name
          PolicyDocument:
            ${statements.trim().replaceAll('\n', '\n            ')}
${after}`;

/** Line by line: ` ` stays, `-` goes, `+` comes. */
function checkLines(name: string, marked: string, changes: Changes, uri = 'template.yaml'): void {
  const lines = marked.replace(/^\n/, '').split('\n');
  const side = (mark: string): string =>
    lines
      .filter((line) => line[0] !== mark)
      .map((line) => line.slice(1))
      .join('\n');
  for (const [kind, open] of [
    ['LF', (text: string): string => text],
    ['CRLF', (text: string): string => text.replaceAll('\n', '\r\n')],
  ] as const) {
    it(`${name} (${kind})`, () => {
      const wrap = uri.endsWith('.yaml') ? role : (text: string): string => text;
      const { written } = plansOf(uri, open(wrap(side('+'))), changes);
      assert.deepEqual(written, open(wrap(side('-'))));
    });
  }
}

function checkRefused(
  name: string,
  text: string,
  changes: Changes,
  codes: string[],
  uri = 'template.yaml',
): void {
  it(name, () => assert.deepEqual(plansOf(uri, text, changes).written, codes));
}

describe('edits of a list of actions', () => {
  checkLines(
    'takes a line with its comment, and leaves those above',
    `
 Statement:
   - Effect: Allow
     Action:
       # reads
       - s3:GetObject # one by one
       # writes
-      - s3:PutObject # uploads
       - "s3:DeleteObject"
     Resource: '*'`,
    { 0: [{ action: ['s3:GetObject', 's3:DeleteObject'] }] },
  );
  checkLines(
    'takes the last line, and two that follow each other',
    `
 Statement:
 - Effect: Allow
   Action:
   - s3:GetObject
-  - s3:PutObject
-  - s3:DeleteObject
   Resource: '*'`,
    { 0: [{ action: ['s3:GetObject'] }] },
  );
  checkLines(
    'puts what was used in the place of a wildcard, in its quotes',
    `
 Statement:
   - Effect: Allow
     Action:
       - sqs:SendMessage
-      - "s3:*"   # all
+      - "s3:GetObject"   # all
+      - "s3:PutObject"
       - sns:Publish
     Resource: '*'`,
    { 0: [{ action: ['sqs:SendMessage', 's3:GetObject', 's3:PutObject', 'sns:Publish'] }] },
  );
  checkLines(
    'makes a list of a single value, under its key as the rest of the text does',
    `
 Statement:
   - Effect: Allow
-    Action: s3:*  # everything
+    Action:  # everything
+      - s3:GetObject
+      - s3:PutObject
     Resource:
       - '*'`,
    { 0: [{ action: ['s3:GetObject', 's3:PutObject'] }] },
  );
  checkLines(
    'makes a list of a single value with dashes below the key where the rest of the text has them there',
    `
 Statement:
 - Effect: Allow
-  Action: '*'
+  Action:
+  - 's3:GetObject'
+  - 's3:PutObject'
   Resource:
   - '*'`,
    { 0: [{ action: ['s3:GetObject', 's3:PutObject'] }] },
  );
  checkLines(
    'edits between brackets in place',
    `
 Statement:
-  - { Effect: Allow, Action: [s3:GetObject, 's3:Put*', s3:DeleteObject], Resource: '*' }
-  - { Effect: Allow, Action: ["sqs:*"], Resource: '*' }
+  - { Effect: Allow, Action: [s3:GetObject, 's3:PutObject'], Resource: '*' }
+  - { Effect: Allow, Action: ["sqs:SendMessage", "sqs:DeleteMessage"], Resource: '*' }`,
    {
      0: [{ action: ['s3:GetObject', 's3:PutObject'] }],
      1: [{ action: ['sqs:SendMessage', 'sqs:DeleteMessage'] }],
    },
  );
  checkLines(
    'edits brackets over several lines',
    `
 Statement:
   - Effect: Allow
     Action: [
       s3:GetObject,
-      s3:PutObject,
-      s3:DeleteObject
+      s3:PutObjectTagging
     ]
     Resource: '*'`,
    { 0: [{ action: ['s3:GetObject', 's3:PutObjectTagging'] }] },
  );
  checkLines(
    'edits a statement whose dash stands on a line of its own',
    `
 Statement:
   -
     Effect: Allow
     Action:
       - s3:GetObject
-      - s3:PutObject
     Resource: '*'`,
    { 0: [{ action: ['s3:GetObject'] }] },
  );
});

describe('edits of resources', () => {
  checkLines(
    'writes what was used in the terms of the template',
    `
 Statement:
   - Effect: Allow
     Action: s3:GetObject
-    Resource: '*'
+    Resource: !Sub '\${Bucket.Arn}/in/*'
   - Effect: Allow
     Action: sqs:SendMessage
     Resource:
-      - !Sub "arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:*" # all queues
+      - !GetAtt Queue.Arn # all queues
   - Effect: Allow
     Action: sns:Publish
-    Resource: "*"
+    Resource:
+      - !Ref Topic
+      - !Sub "arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:other"`,
    {
      0: [{ resource: ['${Bucket.Arn}/in/*'] }],
      1: [{ resource: ['${Queue.Arn}'] }],
      2: [{ resource: ['${Topic}', 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:other'] }],
    },
  );
  checkLines(
    'keeps IAM variables what they are inside !Sub',
    `
 Statement:
   - Effect: Allow
     Action: s3:GetObject
-    Resource: '*'
+    Resource: !Sub '\${Bucket.Arn}/\${!aws:username}/*'
   - Effect: Allow
     Action: s3:PutObject
-    Resource: '*'
+    Resource: 'arn:aws:s3:::b/\${aws:username}/*'`,
    {
      0: [{ resource: ['${Bucket.Arn}/${aws:username}/*'] }],
      1: [{ resource: ['arn:aws:s3:::b/${aws:username}/*'] }],
    },
  );
  checkLines(
    'writes the long form where the file has it',
    `
 Statement:
   - Effect: Allow
     Action: sqs:SendMessage
     Resource:
       - Fn::GetAtt: [Queue, Arn]
-      - Fn::Sub: 'arn:aws:sqs:*:*:*'
+      - { Fn::GetAtt: [Other, Arn] }
+      - { Fn::Sub: '\${Third.Arn}*' }
   - Effect: Allow
     Action: s3:GetObject
     Resource: { Ref: Bucket }`,
    { 0: [{ resource: ['${Queue.Arn}', '${Other.Arn}', '${Third.Arn}*'] }] },
  );
  checkLines(
    'takes one of several, expressions included, and leaves AWS::NoValue',
    `
 Statement:
   - Effect: Allow
     Action: sqs:SendMessage
     Resource:
-      - !GetAtt First.Arn
       - !GetAtt Second.Arn
-      - !If [Big, !GetAtt Third.Arn, !GetAtt Fourth.Arn]
       - !Ref AWS::NoValue`,
    { 0: [{ resource: ['${Second.Arn}'] }] },
  );
});

describe('edits of statements', () => {
  checkLines(
    'takes one of several',
    `
 Statement:
   # the first
-  - Sid: First
-    Effect: Allow
-    Action: s3:GetObject
-    Resource: '*' # all
   # the second
   - Sid: Second
     Effect: Allow
     Action: s3:PutObject
     Resource: '*'
-  - { Effect: Allow, Action: s3:DeleteObject, Resource: '*' }`,
    { 0: [], 2: [] },
  );
  checkLines(
    'splits one: the copy has its keys and quotes, a Sid of its own, and none of its comments',
    `
 Statement:
   - Sid: Db # the data
     Effect: Allow
     # what it needs
     Action:
-      - "dynamodb:*"
+      - "dynamodb:GetItem"
-    Resource: '*'
+    Resource: !GetAtt Orders.Arn
     Condition:
       Bool:
         aws:SecureTransport: !Ref Secure # so they say
+  - Sid: Db2
+    Effect: Allow
+    Action:
+      - "dynamodb:DescribeTable"
+      - "dynamodb:ListTables"
+    Resource: '*'
+    Condition:
+      Bool:
+        aws:SecureTransport: !Ref Secure
   # the next
   - Effect: Deny
     Action: s3:*
     Resource: '*'`,
    {
      0: [
        { action: ['dynamodb:GetItem'], resource: ['${Orders.Arn}'] },
        { sid: 'Db2', action: ['dynamodb:DescribeTable', 'dynamodb:ListTables'] },
      ],
    },
  );
  const until = { DateLessThan: { 'aws:CurrentTime': '2027-03-01T00:00:00Z' } };
  checkLines(
    'lets one end, and says why above it',
    `
 Statement:
   - Effect: Allow
     Action:
       - s3:GetObject
-      - s3:CreateBucket
     Resource: '*'
+  # used once
+  - Sid: LeastwiseExpires20270301
+    Effect: Allow
+    Action:
+      - s3:CreateBucket
+    Resource: '*'
+    Condition:
+      DateLessThan:
+        aws:CurrentTime: '2027-03-01T00:00:00Z'
+  # used once too
-  - Effect: Allow
+  - Sid: LeastwiseExpires202703012
+    Effect: Allow
     Action: s3:CreateJob
     Resource: '*'
     Condition:
       Bool: { aws:SecureTransport: 'true' }
+      DateLessThan:
+        aws:CurrentTime: '2027-03-01T00:00:00Z'`,
    {
      0: [
        { action: ['s3:GetObject'] },
        {
          sid: 'LeastwiseExpires20270301',
          action: ['s3:CreateBucket'],
          condition: until,
          comment: 'used once',
        },
      ],
      1: [
        {
          sid: 'LeastwiseExpires202703012',
          condition: { Bool: { 'aws:SecureTransport': 'true' }, ...until },
          comment: 'used once\n too',
        },
      ],
    },
  );
  checkLines(
    'makes a list of a single statement that becomes two',
    `
 Statement:
-  Effect: Allow
-  Action:
-    - s3:GetObject
-    - s3:PutObject
-  Resource: '*'
+  - Effect: Allow
+    Action:
+      - s3:GetObject
+    Resource: '*'
+  - Effect: Allow
+    Action:
+      - s3:PutObject
+    Resource: !Ref Arn`,
    { 0: [{ action: ['s3:GetObject'] }, { action: ['s3:PutObject'], resource: ['${Arn}'] }] },
  );
});

describe('edits where the dash has a line of its own', () => {
  checkLines(
    'take one, and split another alike',
    `
 Statement:
-  - # the first
-    # of two
-    Effect: Allow
-    Action: s3:GetObject
-    Resource: '*'
   -
     Effect: Allow
-    Action: s3:*
+    Action: s3:PutObject
     Resource: '*'
+  -
+    Effect: Allow
+    Action: s3:DeleteObject
+    Resource: !Ref Arn`,
    {
      0: [],
      1: [{ action: ['s3:PutObject'] }, { action: ['s3:DeleteObject'], resource: ['${Arn}'] }],
    },
  );
});

describe('edits of JSON', () => {
  checkLines(
    'take a line, and the comma before the last',
    `
 {
 	"Version": "2012-10-17",
 	"Statement": [
 		{
 			"Effect": "Allow",
 			"Action": [
-				"s3:GetObject",
-				"s3:PutObject",
-				"s3:DeleteObject"
+				"s3:PutObject"
 			],
 			"Resource": "*"
 		}
 	]
 }`,
    { 0: [{ action: ['s3:PutObject'] }] },
    'policy.json',
  );
  checkLines(
    'make a list, split a statement, add a condition',
    `
 {
   "Statement": [
     {
       "Sid": "A",
       "Effect": "Allow",
-      "Action": "s3:*",
-      "Resource": "*"
-    }
+      "Action": [
+        "s3:GetObject",
+        "s3:PutObject"
+      ],
+      "Resource": "arn:aws:s3:::b/*"
+    },
+    {
+      "Sid": "A2",
+      "Effect": "Allow",
+      "Action": "s3:CreateJob",
+      "Resource": "*",
+      "Condition": { "DateLessThan": { "aws:CurrentTime": "2027-03-01T00:00:00Z" } }
+    }
   ]
 }`,
    {
      0: [
        { action: ['s3:GetObject', 's3:PutObject'], resource: ['arn:aws:s3:::b/*'] },
        {
          sid: 'A2',
          action: ['s3:CreateJob'],
          condition: { DateLessThan: { 'aws:CurrentTime': '2027-03-01T00:00:00Z' } },
        },
      ],
    },
    'policy.json',
  );
  checkLines(
    'stay on one line where all stands there',
    `
-{"Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"},{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}
+{"Statement":[{"Effect":"Allow","Action":["s3:PutObject"],"Resource":"*"},{"Effect":"Allow","Action":["sqs:SendMessage","sqs:DeleteMessage"],"Resource":"*"}]}`,
    { 0: [{ action: ['s3:PutObject'] }], 1: [{ action: ['sqs:SendMessage', 'sqs:DeleteMessage'] }] },
    'policy.json',
  );
  checkLines(
    'write references as JSON does',
    `
 {
   "Resources": {
     "P": {
       "Type": "AWS::IAM::ManagedPolicy",
       "Properties": {
         "PolicyDocument": {
           "Statement": {
             "Effect": "Allow",
             "Action": "sqs:*",
-            "Resource": "*"
+            "Resource": [
+              { "Fn::GetAtt": ["Queue", "Arn"] },
+              { "Ref": "Arn" },
+              { "Fn::Sub": "\${Queue.Arn}-dead" }
+            ]
           }
         }
       }
     }
   }
 }`,
    { 0: [{ resource: ['${Queue.Arn}', '${Arn}', '${Queue.Arn}-dead'] }] },
    'template.json',
  );
});

describe('edits of JSON in a string', () => {
  const block = `
 PolicyDocument: !Sub |
   {
     "Statement": [
       {
         "Effect": "Allow",
         "Action": [
           "s3:GetObject",
-          "s3:PutObject"
+          "s3:PutObjectTagging"
         ],
-        "Resource": "*"
+        "Resource": "\${Bucket.Arn}/*"
       }
     ]
   }`;
  it('stay inside a block, with its references', () => {
    const side = (mark: string): string =>
      block
        .slice(1)
        .split('\n')
        .filter((line) => line[0] !== mark)
        .map((line) => `      ${line.slice(1)}`)
        .join('\n');
    const wrap = (text: string): string =>
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n${text}\n      Path: /\n`;
    const { written } = plansOf('template.yaml', wrap(side('+')), {
      0: [{ action: ['s3:GetObject', 's3:PutObjectTagging'], resource: ['${Bucket.Arn}/*'] }],
    });
    assert.equal(written, wrap(side('-')));
  });
  const quoted: readonly (readonly [string, string, string])[] = [
    ['single', `'{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'`, `"s3:GetObject"`],
    [
      'double',
      `"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:*\\",\\"Resource\\":\\"*\\"}]}"`,
      `\\"s3:GetObject\\"`,
    ],
  ];
  for (const [name, text, expected] of quoted) {
    it(`keep ${name} quotes`, () => {
      const source = `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${text}\n`;
      const { written } = plansOf('template.yaml', source, { 0: [{ action: ['s3:GetObject'] }] });
      assert.equal(written, source.replace(/\\?"s3:\*\\?"/, expected));
    });
  }
});

describe('a policy of which nothing stays', () => {
  const statement = `Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }]`;
  const inline = (name: string): string =>
    `        - PolicyName: ${name}\n          PolicyDocument: { ${statement} }\n`;
  const head =
    'Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}\n';
  const cases: readonly (readonly [string, string, Changes, string])[] = [
    [
      'is taken out of its list',
      `${head}      Policies:\n${inline('a')}${inline('b')}`,
      { 0: [] },
      `${head}      Policies:\n${inline('b')}`,
    ],
    [
      'takes the list along as its last one',
      `${head}      Policies:\n${inline('a')}${inline('b')}      Path: /\n`,
      { 0: [], 1: [] },
      `${head}      Path: /\n`,
    ],
    [
      'of a SAM function goes with its key',
      `Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        ${statement}\n      Handler: a.b\n`,
      { 0: [] },
      'Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n',
    ],
    [
      'of a user goes with its properties',
      `Resources:\n  U:\n    Type: AWS::IAM::User\n    Properties:\n      Policies:\n${inline('a')}`,
      { 0: [] },
      'Resources:\n  U:\n    Type: AWS::IAM::User\n',
    ],
    [
      'on its own goes as a resource',
      `${head}  Own:\n    Type: AWS::IAM::Policy\n    Properties:\n      Roles: [!Ref Role]\n      PolicyDocument: { ${statement} }\n  Last: { Type: AWS::SNS::Topic }\n`,
      { 0: [] },
      `${head}  Last: { Type: AWS::SNS::Topic }\n`,
    ],
    [
      'in JSON goes with its key',
      `{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "Path": "/", "Policies": [ { "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } ] } } ] } } } }`,
      { 0: [] },
      `{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "Path": "/" } } } }`,
    ],
  ];
  for (const [name, text, changes, expected] of cases) {
    it(name, () => assert.equal(plansOf('template.yaml', text, changes).written, expected));
  }
  checkRefused(
    'is refused in a file of its own',
    '{ "Statement": [ { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } ] }',
    { 0: [] },
    ['policy would-be-empty'],
    'policy.json',
  );
  checkRefused(
    'is refused where others refer to it',
    `${head}  Own:\n    Type: AWS::IAM::Policy\n    Properties:\n      Roles: [!Ref Role]\n      PolicyDocument: { ${statement} }\n  Last: { Type: AWS::SNS::Topic, DependsOn: Own }\n`,
    { 0: [] },
    ['policy would-be-empty'],
  );
  checkRefused(
    'is refused for a managed policy',
    `Resources:\n  Own:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { ${statement} }\n`,
    { 0: [] },
    ['policy would-be-empty'],
  );
});

describe('what cannot be edited is refused', () => {
  const shared = `Statement:
  - Effect: Allow
    Action: &actions
      - s3:GetObject
      - s3:PutObject
    Resource: '*'
  - Effect: Allow
    Action: *actions
    Resource: !Ref Other`;
  checkRefused(
    'an anchored list that an alias repeats',
    role(shared),
    { 0: [{ action: ['s3:GetObject'] }] },
    ['action shared-by-alias'],
  );
  checkRefused('an alias', role(shared), { 1: [{ action: ['s3:GetObject'] }] }, ['action shared-by-alias']);
  checkRefused(
    'a statement that comes through a merge',
    role(`Statement:
  - &base
    Effect: Allow
    Action: [s3:GetObject, s3:PutObject]
    Resource: '*'
  - <<: *base
    Sid: Again`),
    { 1: [{ action: ['s3:GetObject'] }] },
    ['action shared-by-alias'],
  );
  it('but not an anchor that nothing repeats', () => {
    const text = role(`Statement:
  - Effect: Allow
    Action: &unused [s3:GetObject, s3:PutObject]
    Resource: '*'`);
    const { written } = plansOf('template.yaml', text, { 0: [{ action: ['s3:GetObject'] }] });
    assert.equal(written, text.replace(', s3:PutObject', ''));
  });
  checkRefused(
    'half of a choice',
    role(`Statement:
  - Effect: Allow
    Action: s3:GetObject
    Resource: !If [Big, !Ref A, !Ref B]`),
    { 0: [{ resource: ['${A}'] }] },
    ['resource computed'],
  );
  checkRefused(
    'a file with a syntax error elsewhere',
    role(
      `Statement:\n  - { Effect: Allow, Action: [s3:GetObject, s3:PutObject], Resource: '*' }`,
      'Outputs: { a: [\n',
    ),
    { 0: [{ action: ['s3:GetObject'] }] },
    ['policy syntax-error'],
  );
  checkRefused(
    'a name that the file has no words for',
    role(`Statement:\n  - { Effect: Allow, Action: 's3:GetObject', Resource: '*' }`),
    { 0: [{ resource: ['${Fn::ImportValue:x}/a'] }] },
    ['resource no-reference'],
  );
});

describe('an item that stands for a policy', () => {
  const sam = (policies: string): string =>
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:${policies}      Handler: a.b\n`;
  const narrowed: Changes = { 0: [{ action: ['sqs:SendMessage'] }] };
  const resource = "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs.QueueName}'";
  const cases: readonly (readonly [string, string, Changes, string])[] = [
    [
      'becomes a document in its place',
      sam(
        '\n        # jobs\n        - SQSSendMessagePolicy:\n            QueueName: !GetAtt Jobs.QueueName # all\n        - Other\n',
      ),
      narrowed,
      sam(
        `\n        # jobs\n        - Version: '2012-10-17'\n          Statement:\n            - Effect: Allow\n              Action: sqs:SendMessage\n              Resource: ${resource} # all\n        - Other\n`,
      ),
    ],
    [
      'becomes the only document of its key',
      sam('\n        SQSSendMessagePolicy: { QueueName: !GetAtt Jobs.QueueName }\n'),
      narrowed,
      sam(
        `\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: sqs:SendMessage\n            Resource: ${resource}\n`,
      ),
    ],
    [
      'becomes a document between brackets',
      sam(' [{ SQSSendMessagePolicy: { QueueName: jobs } }, Other]\n'),
      narrowed,
      sam(
        ` [{ Version: '2012-10-17', Statement: [{ Effect: Allow, Action: sqs:SendMessage, Resource: !Sub 'arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:jobs' }] }, Other]\n`,
      ),
    ],
    [
      'goes where nothing of it stays',
      sam(
        '\n        - SQSSendMessagePolicy:\n            QueueName: !GetAtt Jobs.QueueName\n        - Other\n',
      ),
      { 0: [] },
      sam('\n        - Other\n'),
    ],
  ];
  for (const [name, text, changes, expected] of cases) {
    it(name, () => assert.equal(plansOf('template.yaml', text, changes).written, expected));
  }
  checkRefused(
    'is refused where a parameter is an expression',
    sam('\n        - SQSSendMessagePolicy:\n            QueueName: !ImportValue jobs\n'),
    narrowed,
    ['policy no-reference'],
  );
});

describe('a serverless.yml', () => {
  const service = (statements: string): string =>
    `service: s\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:${statements}functions:\n  f: { handler: a.b }\n`;
  const two = `
        - Effect: Allow
          Action:
            - s3:GetObject
            - s3:PutObject
          Resource: arn:aws:s3:::\${self:service}/*
        - Effect: Allow
          Action: sqs:*
          Resource: '*'
`;
  it('keeps its variables', () => {
    const text = service(two);
    const { written } = plansOf('serverless.yml', text, {
      0: [{ action: ['s3:GetObject'] }],
      1: [{ action: ['sqs:SendMessage'], resource: ['${Jobs.Arn}'] }],
    });
    const expected = text
      .replace('            - s3:PutObject\n', '')
      .replace('sqs:*', 'sqs:SendMessage')
      .replace("Resource: '*'", 'Resource: !GetAtt Jobs.Arn');
    assert.equal(written, expected);
  });
  it('keeps the list of which nothing stays', () => {
    assert.equal(plansOf('serverless.yml', service(two), { 0: [], 1: [] }).written, service(' []\n'));
  });
});
