import assert from 'node:assert/strict';
import { checkLines, checkRefused, plansOf, role, type Changes } from '../../testkit/edits.js';

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
