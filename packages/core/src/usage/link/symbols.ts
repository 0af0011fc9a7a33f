import { bindSymbols, openPattern } from '../../util/symbols.js';

/** A stated name as the pattern to look for: known symbols filled in, the rest open. */
export function fillSymbols(text: string, values: ReadonlyMap<string, string>): string {
  return openPattern(bindSymbols(text, values));
}

/** The pseudo parameters that a deployment fixes. */
export interface Deployment {
  readonly stack?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly partition?: string | undefined;
}

/**
 * Values by symbol for what is known of a deployment.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function pseudoParameters(of: Deployment): Map<string, string> {
  const values = new Map<string, string>();
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) values.set(`\${AWS::${name}}`, value);
  };
  add('StackName', of.stack);
  add('AccountId', of.account);
  add('Region', of.region);
  add('Partition', of.partition);
  add('URLSuffix', of.partition === undefined ? undefined : urlSuffix(of.partition));
  return values;
}

/** The domain of a partition's endpoints. */
export function urlSuffix(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
