/**
 * Fills the symbols of a declared name. What has no value becomes `*`, so that the result can be matched against what
 * was seen; IAM variables do not occur in names.
 */
export function fillSymbols(text: string, values: ReadonlyMap<string, string>): string {
  let filled = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('${', at);
    const close = open < 0 ? -1 : text.indexOf('}', open);
    if (close < 0) return filled + text.slice(at);
    const value = values.get(text.slice(open, close + 1)) ?? '*';
    filled += text.slice(at, open) + value;
    at = close + 1;
  }
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
