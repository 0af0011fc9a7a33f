export type AccessLevel = 'Read' | 'List' | 'Write' | 'Tagging' | 'Permissions management';

export interface CatalogAction {
  /** In AWS's spelling: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Names of resource types (see `CatalogService.resourceTypes`); empty: the action only supports `*`. */
  readonly resourceTypes: readonly string[];
  readonly conditionKeys: readonly string[];
  /** Actions that may be needed too, as AWS lists them (December 2025 data). */
  readonly dependents: readonly string[];
  /** Marked by AWS as permission without an API operation (December 2025 data). */
  readonly permissionOnly: boolean;
}

export interface CatalogResourceType {
  readonly name: string;
  /** Each with `${Partition}`, `${Region}`, `${Account}` and named parts, as AWS writes it. */
  readonly arnFormats: readonly string[];
}

export interface CatalogService {
  readonly prefix: string;
  readonly name: string;
  /** By lower-case action name without prefix. */
  readonly actions: ReadonlyMap<string, CatalogAction>;
  readonly resourceTypes: ReadonlyMap<string, CatalogResourceType>;
  readonly conditionKeys: readonly string[];
}

/**
 * What CloudTrail can show of an action, before any trail setting is looked at.
 * `management`, `data` (with its resource type), `never`, `indirect` (leaves no event of its own; another call's
 * parameters may show it), `unknown` (no evidence either way: keep).
 */
export type Visibility =
  | {
      readonly kind: 'management';
      readonly eventSource: string;
      readonly readOnly: boolean;
      readonly because: string;
    }
  | { readonly kind: 'data'; readonly type: string; readonly readOnly: boolean; readonly because: string }
  | { readonly kind: 'never' | 'indirect' | 'unknown'; readonly because: string };

/** What one event says about actions. Never one guess: three sets and a reason. */
export interface Resolution {
  /** Always authorised by this event. */
  readonly certain: readonly string[];
  /** At least one of these; which one the record cannot tell. */
  readonly oneOf: readonly string[];
  /** Only where the request carried something the record may not show. */
  readonly possible: readonly string[];
  readonly reason:
    'table' | 's3' | 'apigateway' | 'name' | 'date-suffix' | 'event-type' | 'no-permission' | 'unresolved';
  /** With reason `unresolved`: the IAM prefixes in which nothing may be removed. Empty: not known which, so all. */
  readonly blocks: readonly string[];
}
