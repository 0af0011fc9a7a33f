import assert from 'node:assert/strict';
import { prepare } from '../../prepare.js';
import { findAction } from '../catalog.js';
import { roleTakers } from './data/rolePaths.js';
import { mayPassRole } from './passedRoles.js';
import { passedRolePaths } from './rolePlaces.js';

describe('passed roles', () => {
  before(() => prepare());

  const passing = [
    'lambda:CreateFunction',
    'lambda:UpdateFunctionConfiguration',
    'ecs:RunTask',
    'ecs:RegisterTaskDefinition',
    'batch:RegisterJobDefinition',
    'codebuild:StartBuild',
    'events:PutTargets',
    'events:PutRule',
    'scheduler:CreateSchedule',
    'pipes:CreatePipe',
    'states:UpdateStateMachine',
    'glue:UpdateJob',
    'sagemaker:CreateTrainingJob',
    'elasticmapreduce:RunJobFlow',
    'ec2:RunInstances',
    'cloudwatch:PutMetricStream',
    's3:PutReplicationConfiguration',
    'cognito-identity:SetIdentityPoolRoles',
    'apigateway:PATCH',
    'apigateway:PUT',
    'ssm:StartAutomationExecution',
  ];
  for (const action of passing) it(`${action} may pass one`, () => assert.ok(mayPassRole(action)));

  const others = [
    'lambda:InvokeFunction',
    'dynamodb:PutItem',
    's3:GetObject',
    'bedrock:InvokeModel',
    'sts:AssumeRole',
    'iam:GetRole',
    'states:StartExecution',
    'no:Such',
  ];
  for (const action of others) it(`${action} may not`, () => assert.ok(!mayPassRole(action)));

  it('every operation of the table belongs to services that the catalog mostly knows', () => {
    const lines = roleTakers.split('\n').filter((line) => line !== '');
    const names = lines.flatMap((line) => {
      const [prefix = '', operations = ''] = line.split(': ');
      return operations.split(' ').map((operation) => `${prefix}:${operation}`);
    });
    const known = names.filter((name) => findAction(name) !== undefined);
    assert.ok(known.length / names.length > 0.85, `${known.length} of ${names.length}`);
  });

  it('paths are distinct, and each can be an ARN of a role', () => {
    assert.equal(new Set(passedRolePaths).size, passedRolePaths.length);
    for (const path of ['role', 'roleArn', 'overrides.taskRoleArn', 'targets[].roleArn', 'target.roleArn'])
      assert.ok(passedRolePaths.includes(path), path);
    assert.ok(!passedRolePaths.some((path) => /roleName|sessionName/i.test(path)));
  });
});
