import type { PolicyDocument } from '../sources/policy.js';

export interface PolicySet {
  identity: PolicyDocument[];
  boundary?: PolicyDocument;
  scp?: PolicyDocument[];
  /** Resource control policies of the resource's account and of all above it; `RCPFullAWSAccess` is always implied. */
  rcp?: PolicyDocument[];
  session?: PolicyDocument;
  resource?: PolicyDocument;
}

export interface Request {
  action: string;
  resource: string;
  principal: string;
  context: Record<string, string | string[]>;
}

/** Which statement decided, and which element matched or failed. */
export interface Reason {
  layer: keyof PolicySet;
  policy: number;
  /** The Sid, else the index. */
  statement: string;
  effect: 'Allow' | 'Deny';
  element:
    | 'Action'
    | 'NotAction'
    | 'Resource'
    | 'NotResource'
    | 'Principal'
    | 'NotPrincipal'
    | 'Condition'
    | 'Statement';
  matched: boolean;
  detail: string;
}

export interface Decision {
  decision: 'Allow' | 'ImplicitDeny' | 'ExplicitDeny';
  because: Reason[];
}

export type Proof =
  { result: 'holds' } | { result: 'fails'; counterexample: Request } | { result: 'unknown'; reason: string };

export interface Backtest {
  /** Recorded calls replayed: those that the grant allows. */
  calls: number;
  /** Of these, calls that the narrowed policy denies; a suggestion with any is withheld. */
  denied: number;
  /** False where a capped prefix stood for the resources. */
  exact: boolean;
}
