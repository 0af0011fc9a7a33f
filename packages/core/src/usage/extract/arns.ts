/**
 * How to make ARNs from a record that does not give them. Data only, so that SQL collectors can do the same: a row says
 * where a value stands and what to put around it.
 *
 * `{key}` in `arn` is the value at that path below `over`, `{key|text}` the text where there is none; `${partition}`, `${region}` and `${account}` are the
 * record's (the account is the caller's). Where a value is itself an ARN, it replaces all that stands before it in the
 * template. A row of which a value is missing makes nothing; a
 * row without values makes its ARN of every record.
 */
export interface ArnRow {
  /** Event source without `.amazonaws.com`. */
  readonly stem: string;
  /** Event names without date suffix, words; `*`: any of the source. */
  readonly events: string;
  /** Where the values stand; `requestParameters` if left out. With `[]` every item has to give an ARN (see below). */
  readonly over?: string;
  readonly arn: string;
  /** How the value of the first placeholder is written, if not as it stands in the ARN. */
  readonly form?: ArnForm;
  /**
   * A value that is itself an ARN is the ARN, whatever stands behind it in the template; `secret`: but for the suffix of
   * a secret, which a call may leave out.
   */
  readonly ifArn?: 'as is' | 'secret';
  /** A key below `over` that holds the account, where the caller named another. */
  readonly account?: string;
  /** Takes the place of what the other rows and `resources[]` say (an index is asked for, not its table). */
  readonly instead?: true;
}

/**
 * `queueUrl`: `https://host/<account>/<name>` → `<account>:<name>`. `parameter`: an SSM name, with or without leading
 * slash, `:version` or `:label` cut. `function`: a Lambda name, `account:function:name`, either with `:qualifier`.
 * `key`: a KMS key id → `key/<id>`; `alias/<name>` stays. `copySource`: `/bucket/key?versionId=…`, percent-encoded; `copyBucket`: its bucket.
 * `logGroup`: `:*` at the end cut. `model`: a Bedrock model id; inference profiles reach into several regions and make
 * nothing. `bucket`: of an access point's ARN the part before its objects' keys. `statement`: PartiQL → `<table>` or
 * `<table>/index/<index>`. `leaf`: what stands behind the last `/`, of ARNs too. `revision`: a name with `:<revision>`, or
 * any revision of it. `domain`: what stands behind the `@` of an address.
 */
export type ArnForm =
  | 'queueUrl'
  | 'parameter'
  | 'function'
  | 'key'
  | 'copySource'
  | 'copyBucket'
  | 'logGroup'
  | 'model'
  | 'bucket'
  | 'statement'
  | 'leaf'
  | 'revision'
  | 'domain';
