import type { Problem } from '../util/problems.js';
import type { Position, Range, Span } from '../util/text.js';
import type { Effect, PolicyCondition } from './policy.js';

/** A text with a uri: the thing ranges point into. */
export interface Source {
  readonly uri: string;
  readonly text: string;
}

export type Format = 'policy-json' | 'cloudformation' | 'serverless' | 'terraform' | 'cdk' | 'account';

/**
 * One Action, NotAction, Resource or NotResource item.
 *
 * `text` is resolved as far as the source itself allows. What stays open is a **symbol**: `${LogicalId}` (a `Ref`),
 * `${LogicalId.Attribute}` (a `GetAtt`), `${AWS::Region}` (a pseudo parameter), or an opaque
 * `${Fn::ImportValue:…}` for everything else. IAM's own variables stay as IAM writes them, `${aws:username}`: they hold
 * a single `:` behind a lower-case prefix, which no symbol does.
 */
export interface Token {
  readonly text: string;
  /** The whole value in the source, its quotes, tag and intrinsic included. */
  readonly span: Span;
  readonly range: Range;
  /** False where the text was computed (an intrinsic, an alias, a merge): it can be shown, not edited in place. */
  readonly literal: boolean;
  /** True where a condition of the source chooses it (a branch of `Fn::If`): other stages have another one in its place. */
  readonly chosen?: boolean;
}

export interface SourceStatement {
  /** The Sid, else the index in its policy as text; unique within the policy. */
  readonly id: string;
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly action: readonly Token[];
  readonly notAction: readonly Token[];
  readonly resource: readonly Token[];
  readonly notResource: readonly Token[];
  readonly condition: PolicyCondition | undefined;
  readonly uri: string;
  readonly span: Span;
  readonly range: Range;
}

/**
 * What a policy was made from where its document does not stand in the source: an edit replaces the whole of it, or adds
 * a document beside it.
 */
export interface PolicyOrigin {
  /**
   * `samTemplate`: an item of SAM's `Policies` that names a policy template. `managed`: a managed policy named by ARN or
   * name. `feature`: what the format adds by itself (an event source, tracing, a connector). `module`: what a Terraform
   * module or a plugin makes of its arguments.
   */
  readonly kind: 'samTemplate' | 'managed' | 'feature' | 'module';
  /** Name of the policy template, ARN of the managed policy, name of the feature. */
  readonly name: string;
  /** A policy template's parameters as they resolve; else empty. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The whole item in the source's text: what an edit would replace or take out. */
  readonly span: Span;
}

/** Where a program made something that a generated template holds: the call, in the program's own file. */
export interface TracedPosition {
  readonly uri: string;
  readonly position: Position;
}

/** One policy document of the source, whoever uses it. */
export interface SourcePolicy {
  /** Unique over the model, for example `template.yaml#OrdersFunction/Policies/0`. */
  readonly id: string;
  readonly name: string;
  /**
   * `inline`: on one role. `managed`: may be attached to several. `named`: a managed policy whose document stands
   * elsewhere, inlined only where something in it goes. `implied`: what the format adds by itself.
   */
  readonly kind: 'inline' | 'managed' | 'named' | 'implied';
  readonly statements: readonly SourceStatement[];
  /** Of a template that a program wrote: where. */
  readonly trace?: TracedPosition;
  /** Absent where the document itself stands in the source. */
  readonly origin?: PolicyOrigin;
  /** Roles, users and groups that hold it and are no function's: what they need of it is not known. Sorted. */
  readonly otherHolders?: readonly string[];
  readonly uri: string;
  readonly range: Range;
}

/** A managed policy named by ARN or name whose document the source does not hold. */
export interface AttachedPolicy {
  readonly arn: string;
  readonly uri: string;
  /** The item that names it. */
  readonly span: Span;
  readonly range: Range;
}

/** Where permissions stand that have no effect. */
export interface IgnoredPolicies {
  /** The property: `Policies`. */
  readonly name: string;
  /** Key and value. */
  readonly span: Span;
  /** The key: where it is shown. */
  readonly range: Range;
}

export interface SourceRole {
  /** `OrdersRole` of the template, or the one the format makes: SAM's `<Function>Role`. */
  readonly logicalId: string | undefined;
  /** RoleName where the source states it; may hold symbols. */
  readonly declaredName: string | undefined;
  /** A full ARN where the source names an existing role. */
  readonly arn: string | undefined;
  /** It is a user, and the names are a user's. */
  readonly isUser?: boolean;
}

export interface SourceFunction {
  /** `template.yaml#OrdersFunction`. */
  readonly id: string;
  /** Logical id, key or name: what people call it in the source. */
  readonly name: string;
  readonly kind: 'lambda' | 'ecsTask' | 'stateMachine' | 'principal';
  readonly logicalId: string | undefined;
  /** FunctionName where the source states it; may hold symbols. */
  readonly declaredName: string | undefined;
  readonly role: SourceRole | undefined;
  /** Ids of the policies that apply, in the order in which the source gives them. */
  readonly policies: readonly string[];
  readonly attached: readonly AttachedPolicy[];
  /** Id of a policy of the model, or an ARN. */
  readonly boundary: string | undefined;
  /** Of a template that a program wrote: where. */
  readonly trace?: TracedPosition;
  /** Permissions that are written for it and that the format does not grant: SAM's `Policies` beside a `Role`. */
  readonly ignored?: IgnoredPolicies;
  readonly uri: string;
  readonly range: Range;
}

/** Any resource of a template: what bindings and references are made from. */
export interface SourceResource {
  readonly logicalId: string;
  /** `AWS::DynamoDB::Table`. */
  readonly type: string;
  /** The physical name where the source states it (TableName, BucketName, ...); may hold symbols. */
  readonly declaredName: string | undefined;
  /** The file it stands in, where that is another than the model's. */
  readonly uri?: string;
  readonly range: Range;
}

/** `# leastwise-keep dynamodb:DeleteTable until 2027-01-31: quarterly clean-up`, or its twin in the config. */
export interface Keep {
  readonly pattern: string;
  /** `YYYY-MM-DD`; the grant is kept through that day. */
  readonly until: string | undefined;
  readonly reason: string;
  /** Function name the keep is limited to; none: every function of the source (a config entry) or the span it stands in. */
  readonly function: string | undefined;
  readonly uri: string;
  readonly range: Range;
}

/** What one source says, in its own order. */
export interface SourceModel {
  readonly uri: string;
  readonly format: Format;
  /** The name of the stack that the source makes, where the source states it: `orders-${sls::stage}`. */
  readonly stackName?: string;
  /** Logical ids that the stack has in those that bring it in: its name is made of theirs and this. */
  readonly nestedAs?: readonly string[];
  readonly functions: readonly SourceFunction[];
  readonly policies: readonly SourcePolicy[];
  readonly resources: readonly SourceResource[];
  readonly keeps: readonly Keep[];
  /** Whether the text holds an account id or a region literal: an edit writes one only where one stood already. */
  readonly hasAccountLiteral: boolean;
}

export interface ParsedSource {
  readonly value: SourceModel;
  readonly problems: readonly Problem[];
  /** Uris of local files that the source names and that the host did not give: read them and parse again. Sorted. */
  readonly missing: readonly string[];
  /** Templates that the source brings in by local paths, once for each place that does. */
  readonly nested?: readonly NestedTemplate[];
}

/** A nested stack: its template, and what it is given. */
export interface NestedTemplate {
  readonly source: Source;
  /** Logical id of the stack in the template that brings it in. */
  readonly logicalId: string;
  /** Parameter → value, where that means the same in the nested template. */
  readonly given: ReadonlyMap<string, string>;
}
