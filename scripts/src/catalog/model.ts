import type { AccessLevel } from './core.js';

/** What the generator writes about one service; the packages it reads are only read.ts's business. */
export interface ServiceModel {
  readonly prefix: string;
  readonly name: string;
  /** In AWS's spelling, with prefix. */
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { readonly name: string; readonly arnFormats: readonly string[] }[];
  readonly actions: readonly ActionModel[];
}

export interface ActionModel {
  /** Without prefix, in AWS's spelling. */
  readonly name: string;
  readonly level: AccessLevel;
  readonly resourceTypes: readonly string[];
  readonly conditionKeys: readonly string[];
  /** With prefix, in AWS's spelling. */
  readonly dependents: readonly string[];
  readonly permissionOnly: boolean;
}
