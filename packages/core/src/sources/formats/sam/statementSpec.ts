/**
 * What the generated tables of this folder hold. A statement is two texts with names apart by a blank; `${TableName}` is
 * a parameter of the policy template, `${Source.Arn}` an end of a connector, `${AWS::Region}` a pseudo parameter.
 */
export interface StatementSpec {
  readonly action: string;
  readonly resource: string;
  /** operator → key → value. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PolicyTemplate {
  /** All are required. */
  readonly parameters: readonly string[];
  readonly statements: readonly StatementSpec[];
}

/** An AWS managed policy; `path` is what stands before the name in its ARN: '' or `service-role/`. */
export interface ExecutionPolicy {
  readonly path: string;
  readonly statements: readonly StatementSpec[];
}

export interface ConnectorPair {
  /** Whose role gets the policy; `resource`: a policy of the destination's own, which grants nothing to a role. */
  readonly holder: 'source' | 'destination' | 'resource';
  /** `Read`, `Write`. */
  readonly permissions: Readonly<Record<string, readonly StatementSpec[]>>;
  /** The combinations that SAM takes, where not every one. */
  readonly together?: readonly string[];
}

export interface ConnectorEnd {
  /** The property with the role's ARN; `Targets`: the `RoleArn` of the rule's target that is the other end. */
  readonly role?: string;
  /** `Arn`, `Name`, ... → what follows the logical id in its symbol (`.Arn`, or '' for a `Ref`); behind `=` a literal. */
  readonly attributes: Readonly<Record<string, string>>;
}
