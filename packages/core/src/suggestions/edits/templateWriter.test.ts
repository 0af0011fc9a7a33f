import { checkLines } from '../../testkit/edits.js';

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
    'takes lines between brackets with their comments, and the comma that is left over',
    `
 Statement:
   - Effect: Allow
     Action: [ # open
-      "sqs:SendMessage",   # send
-      "sqs:DeleteQueue",   # drop
-      "sqs:PurgeQueue"     # purge
+      "sqs:SendMessage"   # send
     ]
     Resource: '*'`,
    { 0: [{ action: ['sqs:SendMessage'] }] },
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
