import { decide, type FunctionAnalysis, type PolicyDocument, type Request } from '@leastwise/core';
import {
  grantsOf,
  policyOf,
  resourceArn,
  stackResourcesOf,
  type Scenario,
} from '../../../fixtures/tools/dist/index.js';
import type { LawCase, LawFunction } from './cases.js';

/**
 * What CloudFormation makes of the symbols of the scenario's template: from the rig, which knows nothing of our links,
 * so that a binding that is wrong cannot hide.
 */
export function deployedValues(scenario: Scenario): Map<string, string> {
  const { partition, region, account, stack } = scenario;
  const values = new Map([
    ['${AWS::Partition}', partition],
    ['${AWS::Region}', region],
    ['${AWS::AccountId}', account],
    ['${AWS::StackName}', stack],
  ]);
  for (const { logicalId, physicalId } of stackResourcesOf(scenario).resources)
    values.set(`\${${logicalId}}`, physicalId);
  for (const resource of scenario.resources ?? [])
    values.set(`\${${resource.logicalId}.Arn}`, resourceArn(scenario, resource));
  for (const { logicalId, name } of scenario.functions)
    values.set(`\${${logicalId}.Arn}`, `arn:${partition}:lambda:${region}:${account}:function:${name}`);
  return values;
}

export function bindText(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{[^}]*\}/g, (symbol) => values.get(symbol) ?? symbol);
}

/** The document as it would stand in the account. */
export function bindDocument(document: PolicyDocument, values: ReadonlyMap<string, string>): PolicyDocument {
  return JSON.parse(bindText(JSON.stringify(document), values)) as PolicyDocument;
}

/** What the template's role policy is in the account, by the rig and not by our parser. */
export function grantedOf({ scenario, seed }: LawCase, { use }: LawFunction): PolicyDocument {
  return policyOf(grantsOf(scenario, seed).get(use.roleName) ?? []) as unknown as PolicyDocument;
}

/** The narrowed policy in the account; what the template states where the suggestion was withheld. */
export function narrowedOf(lawCase: LawCase, fn: LawFunction): PolicyDocument {
  const { narrowed } = fn.analysis;
  return narrowed === undefined
    ? grantedOf(lawCase, fn)
    : bindDocument(narrowed, deployedValues(lawCase.scenario));
}

/** What the format grants by itself. */
export function impliedOf({ grants }: FunctionAnalysis): PolicyDocument {
  const implied = grants.filter((grant) => grant.implied);
  return {
    Version: '2012-10-17',
    Statement: implied.map(({ pattern, resource }) => ({
      Effect: 'Allow',
      Action: pattern,
      Resource: resource,
    })),
  };
}

/** A request of the function over TLS, at `now`. */
export function requestOf(lawCase: LawCase, { use }: LawFunction, action: string, resource: string): Request {
  const { partition, account } = lawCase.scenario;
  return {
    action,
    resource,
    principal: `arn:${partition}:sts::${account}:assumed-role/${use.roleName}/${use.name}`,
    context: {
      'aws:SecureTransport': 'true',
      'aws:CurrentTime': lawCase.input.options.now,
      // The rig passes roles in RunTask only.
      ...(action === 'iam:PassRole' && { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
    },
  };
}

export function isAllowed(identity: PolicyDocument[], request: Request): boolean {
  return decide({ identity }, request).decision === 'Allow';
}
