import assert from 'node:assert/strict';
import {
  actionFault,
  conditionKeyFault,
  conditionValueFault,
  operatorFault,
  resourceFault,
  sidFault,
  versionFault,
} from './grammar.js';

type Fault = (text: string) => string | undefined;

function check(name: string, fault: Fault, good: readonly string[], bad: readonly string[]): void {
  describe(name, () => {
    for (const text of good) it(`takes ${text}`, () => assert.equal(fault(text), undefined));
    for (const text of bad) it(`refuses ${text}`, () => assert.match(fault(text) ?? '', /^\w+ .{5}/));
  });
}

check(
  'actionFault',
  actionFault,
  [
    '*',
    '**',
    's3:*',
    's3:Get*',
    'S3:getobject',
    'iam:*AccessKey*',
    '*:*',
    's3:?',
    'execute-api:Invoke',
    '${X}',
  ],
  ['', 's3', 's3*', 's3:', ':GetObject', 's3:Get:Object', 'GetObject'],
);

check(
  'resourceFault',
  resourceFault,
  [
    '*',
    'arn:aws:s3:::b',
    'arn:aws:s3:::b/*',
    'arn:aws:s3:::*',
    'arn:aws:s3:*',
    'arn:aws:logs:*:*:*',
    'arn:*:s3:::b',
    'arn:aws*:s3:::b',
    'arn:aws-us-gov:s3:::b',
    'arn:*',
    'arn:aws:s3:::${aws:username}/*',
    'arn:aws:logs:eu-west-1:1:log-group:a:*',
    'arn:${AWS::Partition}:s3:::b',
    'arn:aws:${X}',
    '${Orders.Arn}/*',
  ],
  [
    '',
    'bucket',
    's3:::b',
    'arn',
    'arn:aws:s3',
    'arn:aws:s3:::',
    'arn:aws:s3:bucket',
    'arn:other:s3:::b',
    'arn::s3:::b',
    'arn:aws::::b',
    'arn:aws:*:::b',
    'ARN:aws:s3:::b',
    '*/x',
    'bucket-${X}',
  ],
);

check('sidFault', sidFault, ['', 'A', 'AllowRead1', '1', '${X}'], ['a b', 'a-b', 'a_b', 'é', 'a.']);

check(
  'versionFault',
  versionFault,
  ['2012-10-17', '2008-10-17', '${Version}'],
  ['', '2012-10-18', '2012', '2012-10-17 ', '1'],
);

const bases = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
];

check(
  'operatorFault',
  operatorFault,
  [
    ...bases,
    ...bases.map((name) => `${name}IfExists`),
    ...bases.map((name) => `ForAllValues:${name}`),
    ...bases.map((name) => `ForAnyValue:${name}IfExists`),
    'Null',
    'stringlike',
    'ForAnyValue:Null',
  ],
  [
    '',
    'NullIfExists',
    'StringMatches',
    'StringEqual',
    'ForSomeValues:StringEquals',
    'StringLikeIgnoreCase',
    'NumericLike',
    'BoolNotEquals',
    'ForAllValues:',
    'StringEquals ',
    'StringEqualsIfExistsIfExists',
  ],
);

check(
  'conditionKeyFault',
  conditionKeyFault,
  [
    'aws:SourceIp',
    'aws:RequestTag/a:b',
    'kms:EncryptionContext:aws:s3:arn',
    'accounts.google.com:aud',
    '${K}',
  ],
  ['', 'SourceIp', ':key', 'aws:'],
);

const values: [operator: string, good: readonly string[], bad: readonly string[]][] = [
  ['StringEquals', ['', 'x', '*'], []],
  ['NumericLessThan', ['1', '-1.5', '1e3', '.5', '${aws:x}'], ['', 'ten', '1,000', '1*']],
  [
    'DateLessThanIfExists',
    ['2026', '2026-01-01', '2026-01-01T00:00:00.5+01:00', '1767225600'],
    ['', 'soon', '*'],
  ],
  ['Bool', ['true', 'False'], ['', 'yes', '1']],
  ['ForAnyValue:Null', ['true'], ['null']],
  ['IpAddress', ['10.0.0.0/8', '10.0.0.1', '2001:DB8::/32', '::1'], ['', '10', 'any', '10.0.0.0/8/9', '*']],
  ['NotIpAddress', ['10.0.0.0/8'], ['localhost']],
  ['ForAllValues:ArnLike', ['arn:aws:iam::*:role/x', '*'], ['', 'role/x', 'lambda.amazonaws.com']],
  ['BinaryEquals', ['QQ=='], []],
];
for (const [operator, good, bad] of values) {
  check(`conditionValueFault of ${operator}`, (text) => conditionValueFault(operator, text), good, bad);
}
