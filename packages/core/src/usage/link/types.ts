import type { Binding } from '../types.js';

/** A function of a source joined with the principals and sessions that are its own. */
export interface Link {
  readonly functionId: string;
  /** Role or user ARNs, sorted; several where the source runs in several stacks. */
  readonly principals: readonly string[];
  /** Session names that are this function; undefined: it takes the whole principal. Empty: none was seen. */
  readonly sessions: readonly string[] | undefined;
  /** By symbol as written in tokens: `${Orders}`, `${Orders.Arn}`, `${AWS::AccountId}`. */
  readonly bindings: Record<string, Binding>;
  /** One line for people: what joined them. */
  readonly because: string;
  readonly stacks: readonly string[];
  /** Whether any call of the function's own was seen. */
  readonly seen: boolean;
}

/** What the caller says about who runs what. */
export interface LinkOptions {
  /** CloudFormation stack names that the sources are deployed as. */
  readonly stacks: readonly string[];
  /** Who holds a bare policy. */
  readonly principals: readonly string[];
  /** From the config: function name or id → role ARN and session name. */
  readonly links: readonly {
    readonly function: string;
    readonly role: string | undefined;
    readonly session: string | undefined;
    /** Absent: the config says it. */
    readonly because?: 'state';
  }[];
  /** What Terraform's state files say. */
  readonly state?: TerraformState;
}

/** What state files say of each resource: address → attribute → its values in the states given. */
export type TerraformState = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
