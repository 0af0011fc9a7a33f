import assert from 'node:assert/strict';
import { prepare } from '../../prepare.js';
import { findAction } from '../catalog.js';
import { mayPassRole } from './passedRoles.js';
import { passedToService, passedToSources } from './passedTo.js';

describe('passedToService', () => {
  before(() => prepare());

  const cases: [action: string, partition: string, roles: number, service: string | undefined][] = [
    ['lambda:CreateFunction', 'aws', 1, 'lambda.amazonaws.com'],
    ['lambda:CreateFunction', 'aws-us-gov', 1, 'lambda.amazonaws.com'],
    ['lambda:CreateFunction', 'aws-cn', 1, 'lambda.amazonaws.com'],
    ['lambda:CreateFunction', 'aws-iso', 1, undefined],
    ['ecs:RunTask', 'aws', 0, 'ecs-tasks.amazonaws.com'],
    ['ecs:RunTask', 'aws-cn', 2, 'ecs-tasks.amazonaws.com'],
    ['scheduler:CreateSchedule', 'aws-cn', 1, undefined],
    ['application-autoscaling:RegisterScalableTarget', 'aws', 1, 'application-autoscaling.amazonaws.com'],
    [
      'application-autoscaling:RegisterScalableTarget',
      'aws-cn',
      1,
      'application-autoscaling.amazonaws.com.cn',
    ],
    ['codepipeline:CreatePipeline', 'aws', 1, 'codepipeline.amazonaws.com'],
    ['codepipeline:CreatePipeline', 'aws', 2, undefined],
    ['codebuild:CreateProject', 'aws', 1, undefined],
    ['ec2:RunInstances', 'aws', 1, undefined],
    ['constructor', 'aws', 1, undefined],
  ];
  for (const [action, partition, roles, service] of cases)
    it(`${action} in ${partition} with ${roles} roles: ${service ?? 'not known'}`, () =>
      assert.equal(passedToService(action, { partition, roles }), service));

  it('lists actions of the catalog that can pass a role, each with its page', () => {
    for (const [action, source] of passedToSources()) {
      assert.equal(findAction(action)?.name, action);
      assert.ok(mayPassRole(action), action);
      assert.match(source, /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
    }
  });
});
