import assert from 'node:assert/strict';
import type { PolicyCondition, PolicyDocument } from '../../sources/policy.js';
import { decide } from '../decide.js';
import type { Request } from '../types.js';

type Values = (string | number | boolean)[];
type Actual = string | string[] | undefined;
type Case = [operator: string, expected: Values, actual: Actual, holds: boolean];

const OPERATORS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const MULTIVALUED =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html';

/** Whether a statement with this condition allows a request that has `actual` for the key. */
function allows(condition: PolicyCondition, context: Request['context'], version = '2012-10-17'): boolean {
  const statement = { Effect: 'Allow' as const, Action: '*', Resource: '*', Condition: condition };
  const document: PolicyDocument = { Version: version, Statement: statement };
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', principal: '', context };
  return decide({ identity: [document] }, request).decision === 'Allow';
}

function check(page: string, cases: Case[]): void {
  describe(page, () => {
    for (const [operator, expected, actual, holds] of cases) {
      it(`${operator} ${JSON.stringify(expected)} ${holds ? 'holds' : 'does not hold'} for ${JSON.stringify(actual)}`, () => {
        const context: Request['context'] = actual === undefined ? {} : { 'some:Key': actual };
        assert.equal(allows({ [operator]: { 'Some:key': expected } }, context), holds);
      });
    }
  });
}

check(`${OPERATORS}#Conditions_String`, [
  ['StringEquals', ['a'], 'a', true],
  ['StringEquals', ['a'], 'A', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', ['a*'], 'ab', false],
  ['StringEquals', ['a*'], 'a*', true],
  ['StringEquals', [''], '', true],
  ['StringEquals', [1], '1', true],
  ['StringEquals', [true], 'true', true],
  ['StringEquals', [], 'a', false],
  ['StringEquals', ['a'], undefined, false],
  ['stringequals', ['a'], 'a', true],
  ['StringNotEquals', ['a'], 'b', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a'], 'A', true],
  ['StringNotEquals', ['a'], undefined, true],
  ['StringEqualsIgnoreCase', ['aB'], 'Ab', true],
  ['StringEqualsIgnoreCase', ['a'], 'b', false],
  ['StringEqualsIgnoreCase', ['a'], undefined, false],
  ['StringNotEqualsIgnoreCase', ['aB'], 'Ab', false],
  ['StringNotEqualsIgnoreCase', ['a'], undefined, true],
  ['StringLike', ['a*c?'], 'abbcd', true],
  ['StringLike', ['a*c?'], 'abbc', false],
  ['StringLike', ['A*'], 'abc', false],
  ['StringLike', ['*'], '', true],
  ['StringLike', ['*:*'], 'a:b/c:d', true],
  ['StringLike', ['a.c'], 'abc', false],
  ['StringLike', ['*'], undefined, false],
  ['StringNotLike', ['a*'], 'abc', false],
  ['StringNotLike', ['a*', 'b*'], 'c', true],
  ['StringNotLike', ['*'], undefined, true],
]);

check(`${OPERATORS}#Conditions_Numeric`, [
  ['NumericEquals', ['10'], '10', true],
  ['NumericEquals', [10], '10.0', true],
  ['NumericEquals', ['1e1'], '10', true],
  ['NumericEquals', ['10'], '11', false],
  ['NumericEquals', ['10'], 'ten', false],
  ['NumericEquals', ['ten'], 'ten', false],
  ['NumericEquals', ['10'], '', false],
  ['NumericEquals', ['10'], undefined, false],
  ['NumericNotEquals', ['10'], '11', true],
  ['NumericNotEquals', ['10', '11'], '11', false],
  ['NumericNotEquals', ['10'], undefined, true],
  ['NumericLessThan', ['10'], '9.99', true],
  ['NumericLessThan', ['10'], '10', false],
  ['NumericLessThan', ['-1'], '-2', true],
  ['NumericLessThan', ['10'], '9', true],
  ['NumericLessThan', ['9'], '10', false],
  ['NumericLessThan', ['10'], undefined, false],
  ['NumericLessThanEquals', ['10'], '10', true],
  ['NumericLessThanEquals', ['10'], '10.01', false],
  ['NumericGreaterThan', ['10'], '11', true],
  ['NumericGreaterThan', ['10'], '10', false],
  ['NumericGreaterThanEquals', ['10'], '10', true],
  ['NumericGreaterThanEquals', ['10'], '9', false],
  ['NumericGreaterThanEquals', ['20', '5'], '10', true],
]);

check(`${OPERATORS}#Conditions_Date`, [
  ['DateEquals', ['2026-01-01T00:00:00Z'], '2026-01-01T00:00:00Z', true],
  ['DateEquals', ['2026-01-01T00:00:00Z'], '2026-01-01', true],
  ['DateEquals', ['2026'], '2026-01-01T00:00:00.000Z', true],
  ['DateEquals', ['2026-01'], '2026-01-01T01:00:00+01:00', true],
  ['DateEquals', ['2026-01-01T00:00:00Z'], '1767225600', true],
  ['DateEquals', ['1767225600'], '2026-01-01T00:00Z', true],
  ['DateEquals', ['2026-02-30'], '2026-02-30', false],
  ['DateEquals', ['2026-*'], '2026-01-01', false],
  ['DateEquals', ['2026-01-01'], undefined, false],
  ['DateNotEquals', ['2026-01-01'], '2026-01-02', true],
  ['DateNotEquals', ['2026-01-01'], '2026-01-01', false],
  ['DateNotEquals', ['2026-01-01'], undefined, true],
  ['DateLessThan', ['2026-01-01T00:00:00Z'], '2025-12-31T23:59:59Z', true],
  ['DateLessThan', ['2026-01-01T00:00:00Z'], '2026-01-01T00:00:00Z', false],
  ['DateLessThan', ['2026-01-01T00:00:00Z'], '2026-01-01T00:30:00+01:00', true],
  ['DateLessThan', ['2026-01-01T00:00:00Z'], '1767225599', true],
  ['DateLessThan', ['2026-01-01T00:00:00Z'], 'soon', false],
  ['DateLessThanEquals', ['2026-01-01'], '2026-01-01', true],
  ['DateGreaterThan', ['2026-01-01'], '2026-01-01T00:00:01Z', true],
  ['DateGreaterThan', ['2026-01-01'], '2026-01-01', false],
  ['DateGreaterThanEquals', ['2026-01-01'], '2026-01-01', true],
  ['DateGreaterThanEquals', ['2026-01-01'], undefined, false],
]);

check(`${OPERATORS}#Conditions_Boolean`, [
  ['Bool', ['true'], 'true', true],
  ['Bool', [true], 'true', true],
  ['Bool', ['true'], 'True', true],
  ['Bool', ['false'], 'true', false],
  ['Bool', ['false'], 'false', true],
  ['Bool', ['false'], 'no', false],
  ['Bool', ['no'], 'no', false],
  ['Bool', ['false'], undefined, false],
  ['BoolIfExists', ['false'], undefined, true],
]);

check(`${OPERATORS}#Conditions_BinaryEquals`, [
  ['BinaryEquals', ['QmluYXJ5VmFsdWVJbkJhc2U2NA=='], 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', true],
  ['BinaryEquals', ['QmluYXJ5VmFsdWVJbkJhc2U2NA=='], 'QmluYXJ5VmFsdWVJbkJhc2U2NA', true],
  ['BinaryEquals', ['QmluYXJ5VmFsdWVJbkJhc2U2NA=='], 'ASIAIOSFODNN7EXAMPLE', false],
  ['BinaryEquals', ['QQ=='], 'qq==', false],
  ['BinaryEquals', ['QQ=='], undefined, false],
]);

check(`${OPERATORS}#Conditions_IPAddress`, [
  ['IpAddress', ['203.0.113.0/24'], '203.0.113.1', true],
  ['IpAddress', ['203.0.113.0/24'], '203.0.113.255', true],
  ['IpAddress', ['203.0.113.0/24'], '203.0.114.0', false],
  ['IpAddress', ['203.0.113.7/24'], '203.0.113.1', true],
  ['IpAddress', ['203.0.113.7'], '203.0.113.7', true],
  ['IpAddress', ['203.0.113.7'], '203.0.113.8', false],
  ['IpAddress', ['0.0.0.0/0'], '8.8.8.8', true],
  ['IpAddress', ['0.0.0.0/0'], '2001:db8::1', false],
  ['IpAddress', ['2001:DB8:1234:5678::/64'], '2001:db8:1234:5678::1', true],
  ['IpAddress', ['2001:DB8:1234:5678::/64'], '2001:db8:1234:5679::1', false],
  ['IpAddress', ['2001:db8:0:0:0:0:0:1'], '2001:db8::1', true],
  ['IpAddress', ['::ffff:1.2.3.4'], '::ffff:102:304', true],
  ['IpAddress', ['::/0'], '1.2.3.4', false],
  ['IpAddress', ['203.0.113.0/33'], '203.0.113.0', false],
  ['IpAddress', ['203.0.113'], '203.0.113.0', false],
  ['IpAddress', ['203.0.113.0/24'], 'AWS Internal', false],
  ['IpAddress', ['1:2:3'], '1:2:3', false],
  ['IpAddress', ['203.0.113.0/24'], undefined, false],
  ['NotIpAddress', ['203.0.113.0/24'], '198.51.100.1', true],
  ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', false],
  ['NotIpAddress', ['203.0.113.0/24'], '2001:db8::1', true],
  ['NotIpAddress', ['203.0.113.0/24'], undefined, true],
]);

const TOPIC = 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID';

for (const operator of ['ArnEquals', 'ArnLike']) {
  check(`${OPERATORS}#Conditions_ARN ${operator}`, [
    [operator, [TOPIC], TOPIC, true],
    [operator, ['arn:aws:sns:us-west-2:123456789012:topic-id'], TOPIC, false],
    [operator, ['arn:aws:sns:*:123456789012:TOPIC-*'], TOPIC, true],
    [operator, ['arn:aws:sns:us-west-?:*:*'], TOPIC, true],
    [operator, ['arn:aws:sns:*:TOPIC-ID'], TOPIC, false],
    [operator, ['arn:aws:sns:*'], TOPIC, false],
    [operator, ['*'], TOPIC, true],
    [operator, ['*'], 'no-arn', false],
    [operator, ['arn:aws:logs:*:*:log-group:*'], 'arn:aws:logs:eu-west-1:1:log-group:a:b', true],
    [operator, ['arn:aws:s3:::b*d'], 'arn:aws:s3:::b:c/d', true],
    [operator, [TOPIC], undefined, false],
  ]);
}

check(`${OPERATORS}#Conditions_ARN negated`, [
  ['ArnNotEquals', [TOPIC], TOPIC, false],
  ['ArnNotLike', ['arn:aws:sns:*:*:*'], TOPIC, false],
  ['ArnNotLike', ['arn:aws:sqs:*:*:*'], TOPIC, true],
  ['ArnNotLike', ['arn:aws:sqs:*:*:*'], undefined, true],
]);

check(`${OPERATORS}#Conditions_IfExists`, [
  ['StringEqualsIfExists', ['a'], undefined, true],
  ['StringEqualsIfExists', ['a'], 'b', false],
  ['StringEqualsIfExists', ['a'], 'a', true],
  ['StringNotEqualsIfExists', ['a'], undefined, true],
  ['StringLikeIfExists', ['t1.*', 't2.*', 'm3.*'], 't1.micro', true],
  ['StringLikeIfExists', ['t1.*', 't2.*', 'm3.*'], 'm2.micro', false],
  ['NumericLessThanIfExists', ['10'], undefined, true],
  ['DateLessThanIfExists', ['2026-01-01'], '2027-01-01', false],
  ['IpAddressIfExists', ['10.0.0.0/8'], undefined, true],
  ['ArnLikeIfExists', [TOPIC], undefined, true],
  ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, true],
]);

check(`${OPERATORS}#Conditions_Null`, [
  ['Null', ['true'], undefined, true],
  ['Null', ['true'], 'x', false],
  ['Null', ['false'], 'x', true],
  ['Null', ['false'], undefined, false],
  ['Null', [true], undefined, true],
  ['Null', ['true'], [], true],
  ['Null', ['maybe'], undefined, false],
]);

check(MULTIVALUED, [
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a'], undefined, true],
  ['ForAllValues:StringEquals', ['a'], [], true],
  ['ForAllValues:StringEquals', ['a'], '', true],
  ['ForAllValues:StringLike', ['Created*'], ['CreatedBy', 'CreatedAt'], true],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'a'], false],
  ['ForAllValues:StringNotLike', ['a*'], undefined, true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'a'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
  ['ForAnyValue:StringEquals', ['a'], undefined, false],
  ['ForAnyValue:StringEquals', ['environment'], ['Environment'], false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
  ['ForAllValues:Bool', ['true'], ['true', 'true'], true],
  ['ForAnyValue:Bool', ['true'], ['false', 'true'], true],
  [
    'ForAllValues:ArnLike',
    ['arn:aws:cloudfront::1:distribution/*'],
    ['arn:aws:cloudfront::1:distribution/a', 'arn:aws:cloudfront::1:x'],
    false,
  ],
  ['ForAllValues:NumericLessThan', ['10'], ['1', '9'], true],
  ['foranyvalue:stringlike', ['a*'], ['b', 'ab'], true],
  ['StringEquals', ['a'], ['b', 'a'], true],
  ['StringNotEquals', ['a'], ['b', 'a'], false],
]);

check(`${OPERATORS}#Conditions_String, more`, [
  ['StringEquals', ['a?'], 'ab', false],
  ['StringEquals', ['a', 'A'], 'A', true],
  ['StringEquals', ['a '], 'a', false],
  ['StringEquals', ['é'], 'é', true],
  ['StringNotEquals', ['a*'], 'ab', true],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEqualsIgnoreCase', ['a', 'B'], 'b', false],
  ['StringNotEqualsIgnoreCase', ['a', 'B'], 'c', true],
  ['StringLike', ['a'], 'ab', false],
  ['StringLike', ['*b'], 'ab', true],
  ['StringLike', ['?'], '', false],
  ['StringLike', ['??'], 'ab', true],
  ['StringLike', ['a**b'], 'ab', true],
  ['StringLike', ['a*b*c'], 'a-c-b', false],
  ['StringLike', ['a/*/c'], 'a/b/b/c', true],
  ['StringLike', ['x', 'a*'], 'ab', true],
  ['StringLike', [''], '', true],
  ['StringLike', ['(a|b)'], 'a', false],
  ['StringNotLike', ['a*', 'b*'], 'bc', false],
  ['StringNotLike', ['A*'], 'abc', true],
  ['STRINGNOTLIKE', ['a*'], 'abc', false],
]);

check(`${OPERATORS}#Conditions_Numeric, Date, Boolean, Binary and IPAddress, more`, [
  ['NumericEquals', ['0'], '-0', true],
  ['NumericEquals', ['1,000'], '1000', false],
  ['NumericEquals', ['10', '20'], '20', true],
  ['NumericEquals', ['10*'], '10', false],
  ['NumericNotEquals', ['10'], 'ten', true],
  ['NumericLessThanEquals', ['10'], 'ten', false],
  ['NumericGreaterThan', ['1.5'], '1.50001', true],
  ['NumericGreaterThanEquals', [10], undefined, false],
  ['NumericLessThanEqualsIfExists', ['10'], '11', false],
  ['DateGreaterThan', ['2020-01-01T00:00:01Z'], '2020-01-01T00:00:01.500Z', true],
  ['DateGreaterThan', ['1577836800'], '1577836801', true],
  ['DateLessThan', ['2020-06-30T23:59:59Z'], '2020-06-30T23:59:59Z', false],
  ['DateLessThan', ['2020-06-30T23:59:59-02:00'], '2020-07-01T01:59:58Z', true],
  ['DateLessThanEquals', ['2020-02-29'], '2020-02-29T00:00:00Z', true],
  ['DateLessThan', ['2020-04-31'], '2020-01-01', false],
  ['DateLessThanIfExists', ['2020-01-01'], undefined, true],
  ['DateNotEquals', ['2020-01-01', '2021-01-01'], '2021-01-01T00:00:00Z', false],
  ['Bool', ['TRUE'], 'true', true],
  ['Bool', [false], 'False', true],
  ['Bool', ['true', 'false'], 'false', true],
  ['Bool', ['1'], 'true', false],
  ['BoolIfExists', ['true'], 'false', false],
  ['BoolIfExists', ['true'], 'true', true],
  ['ForAllValues:Bool', ['true'], undefined, true],
  ['BinaryEqualsIfExists', ['QQ=='], undefined, true],
  ['BinaryEquals', ['QQ==', 'Qg=='], 'Qg==', true],
  ['BinaryEquals', ['not base64!'], 'not base64!', false],
  ['IpAddress', ['10.0.0.0/8', '2001:db8::/32'], '2001:db8:ffff::1', true],
  ['IpAddress', ['10.0.0.0/8', '2001:db8::/32'], '10.255.255.255', true],
  ['IpAddress', ['10.0.0.0/8', '2001:db8::/32'], '11.0.0.0', false],
  ['IpAddress', ['203.0.113.4/30'], '203.0.113.7', true],
  ['IpAddress', ['203.0.113.4/30'], '203.0.113.8', false],
  ['IpAddress', ['203.0.113.4/32'], '203.0.113.4', true],
  ['IpAddress', ['::/0'], '2001:db8::1', true],
  ['IpAddress', ['2001:db8::1'], '2001:DB8:0:0::1', true],
  ['IpAddress', ['10.0.0.256'], '10.0.0.256', false],
  ['IpAddress', ['*'], '10.0.0.1', false],
  ['IpAddress', ['2001:db8::g'], '2001:db8::g', false],
  ['IpAddress', ['203.0.113.0/24'], '::ffff:203.0.113.5', false],
  ['NotIpAddress', ['203.0.113.0/24'], 'nowhere', true],
  ['NotIpAddress', ['10.0.0.0/8'], '10.1.2.3', false],
  ['NotIpAddress', ['2001:db8::/32'], '2001:db8::5', false],
  ['NotIpAddressIfExists', ['10.0.0.0/8'], undefined, true],
]);

check(`${OPERATORS}#Conditions_ARN, more`, [
  ['ArnLike', ['arn:aws:iam::*:role/a*'], 'arn:aws:iam::123456789012:role/abc', true],
  ['ArnLike', ['arn:aws:iam::*:role/a*'], 'arn:aws:iam::123456789012:role/b/abc', false],
  ['ArnLike', ['arn:aws:iam::*:role/*'], 'arn:aws:iam::123456789012:role/b/abc', true],
  ['ArnLike', ['arn:aws:iam::1?3:role/a'], 'arn:aws:iam::123:role/a', true],
  ['ArnLike', ['arn:aws*:iam::1:role/a'], 'arn:aws-cn:iam::1:role/a', true],
  ['ArnLike', ['arn:aws:s3:::b'], 'arn:aws:s3:::b/k', false],
  ['ArnLike', ['arn:aws:s3:*:*:b'], 'arn:aws:s3:::b', true],
  ['ArnLike', ['arn:*:sqs:*:*:*'], 'arn:aws:sns:e:1:t', false],
  ['ArnEquals', ['arn:aws:execute-api:*:*:id/*/GET/*'], 'arn:aws:execute-api:e:1:id/prod/GET/x', true],
  ['ArnNotEquals', ['arn:aws:iam::1:role/*'], 'arn:aws:iam::1:role/a', false],
  ['ArnNotEquals', ['arn:aws:iam::1:role/*', 'arn:aws:iam::2:role/*'], 'arn:aws:iam::3:role/a', true],
  ['ArnNotLikeIfExists', ['arn:aws:iam::1:role/*'], undefined, true],
  ['ArnNotLike', ['arn:aws:iam::1:role/*'], 'not an arn', true],
  ['ForAnyValue:ArnEquals', ['arn:aws:iam::1:*'], ['arn:aws:iam::2:a', 'arn:aws:iam::1:b'], true],
]);

check(`${MULTIVALUED}, more`, [
  ['ForAllValues:StringEqualsIgnoreCase', ['A'], ['a', 'A'], true],
  ['ForAllValues:StringNotEqualsIgnoreCase', ['A'], ['a', 'b'], false],
  ['ForAllValues:StringEqualsIfExists', ['a'], ['b'], false],
  ['ForAllValues:StringEquals', ['a'], ['', ''], true],
  ['ForAllValues:StringEquals', ['a'], ['a', ''], false],
  ['ForAnyValue:StringEquals', ['', 'a'], '', false],
  ['ForAnyValue:StringLike', ['*'], [], false],
  ['ForAnyValue:StringNotLike', ['a*'], ['ab', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
  ['ForAnyValue:IpAddress', ['10.0.0.0/8'], ['1.1.1.1', '10.0.0.1'], true],
  ['ForAllValues:NotIpAddress', ['10.0.0.0/8'], ['1.1.1.1', '10.0.0.1'], false],
  ['ForAnyValue:NumericGreaterThan', ['5'], ['1', '6'], true],
  ['ForAllValues:DateLessThan', ['2026-01-01'], ['2025-01-01', '2026-01-01'], false],
  ['StringLike', ['a*'], ['b', 'ab'], true],
  ['StringNotLike', ['a*'], ['b', 'c'], true],
  ['Null', ['false'], ['a', 'b'], true],
  ['Null', ['false'], '', true],
  ['Null', ['false'], [], false],
]);

check('operators that IAM does not have never hold', [
  ['StringMatches', ['*'], 'a', false],
  ['NullIfExists', ['true'], undefined, false],
  ['', ['*'], 'a', false],
]);

describe('https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html in conditions', () => {
  const cases: [PolicyCondition, Request['context'], boolean, string?][] = [
    [{ StringEquals: { k: '${aws:username}' } }, { k: 'a', 'aws:username': 'a' }, true],
    [{ StringEquals: { k: '${aws:username}' } }, { k: 'a', 'aws:username': 'b' }, false],
    [{ StringEquals: { k: '${aws:username}' } }, { k: 'a' }, false],
    [{ StringNotEquals: { k: '${aws:username}' } }, { k: 'a' }, true],
    [
      { StringLike: { k: ['home/', 'home/${aws:username}/*'] } },
      { k: 'home/a/b', 'aws:username': 'a' },
      true,
    ],
    [{ StringLike: { k: '${aws:username}' } }, { k: 'ab', 'aws:username': 'a*' }, false],
    [{ StringLike: { k: 'a${*}' } }, { k: 'ab' }, false],
    [{ StringEquals: { k: "${aws:username, 'x'}" } }, { k: 'x' }, true],
    [
      { ArnLike: { k: 'arn:aws:iam::1:user/${aws:username}' } },
      { k: 'arn:aws:iam::1:user/a', 'aws:username': 'a' },
      true,
    ],
    [{ NumericEquals: { k: '${aws:username}' } }, { k: '1', 'aws:username': '1' }, false],
    [{ Bool: { k: '${aws:SecureTransport}' } }, { k: 'true', 'aws:securetransport': 'true' }, true],
    [{ IpAddress: { 'aws:SourceIp': '${k}' } }, { 'aws:SourceIp': '1.1.1.1', k: '1.1.1.1' }, false],
    [{ StringNotLike: { k: '${aws:username}*' } }, { k: 'alice', 'aws:username': 'al' }, false],
    [{ StringEqualsIgnoreCase: { k: '${aws:username}' } }, { k: 'ALICE', 'aws:username': 'alice' }, true],
    [{ StringLike: { k: '${aws:userid}:*' } }, { k: 'AIDA:x', 'AWS:UserId': 'AIDA' }, true],
    [
      { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
      { 'aws:ResourceTag/Team': 'red', 'aws:principaltag/TEAM': 'red' },
      true,
    ],
    [
      { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
      { 'aws:ResourceTag/team': 'red', 'aws:PrincipalTag/team': 'Red' },
      false,
    ],
    [{ StringEquals: { k: '${aws:PrincipalTag/team}' } }, { k: '' }, false],
    [{ StringEqualsIfExists: { k: '${aws:PrincipalTag/team}' } }, {}, true],
    [{ StringLike: { k: "a-${aws:PrincipalTag/team, 'x*'}" } }, { k: 'a-xy' }, false],
    [{ StringEquals: { k: 'a${$}b' } }, { k: 'a$b' }, true],
    [{ StringEquals: { k: '${aws:username' } }, { k: '${aws:username' }, true],
    [{ StringEquals: { k: '${aws:username}' } }, { k: '${aws:username}' }, true, '2008-10-17'],
    [{ StringEquals: { k: '${aws:username}' } }, { k: 'a', 'aws:username': 'a' }, false, '2008-10-17'],
  ];
  for (const [condition, context, holds, version] of cases) {
    it(`${JSON.stringify(condition)} ${holds ? 'holds' : 'does not hold'} for ${JSON.stringify(context)} ${version ?? ''}`, () => {
      assert.equal(allows(condition, context, version), holds);
    });
  }
});

describe('https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html', () => {
  it('wants every operator and every key', () => {
    const condition = { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } };
    assert.equal(allows(condition, { a: '1', b: '2', c: 'true' }), true);
    assert.equal(allows(condition, { a: '1', b: '2', c: 'false' }), false);
    assert.equal(allows(condition, { a: '1', c: 'true' }), false);
  });

  it('holds without clauses', () => {
    assert.equal(allows({}, {}), true);
    assert.equal(allows({ StringEquals: {} }, {}), true);
  });

  it('takes prototype names as keys', () => {
    const condition = JSON.parse('{"StringEquals":{"__proto__":"a","constructor":"b"}}') as PolicyCondition;
    assert.equal(
      allows(condition, JSON.parse('{"__proto__":"a","constructor":"b"}') as Request['context']),
      true,
    );
    assert.equal(allows(condition, {}), false);
  });
});
