/** A statement as SAM's tables write it. */
export interface RawStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface RawTemplate {
  readonly Definition: { readonly Statement: readonly RawStatement[] };
  readonly Parameters: Readonly<Record<string, unknown>>;
}

export interface RawProfile {
  readonly Type: string;
  readonly Properties: {
    readonly SourcePolicy: boolean;
    readonly AccessCategories: Readonly<Record<string, { readonly Statement?: readonly RawStatement[] }>>;
    readonly ValidAccessCategories?: readonly (readonly string[])[];
  };
}

export interface RawConnectors {
  readonly Permissions: Readonly<Record<string, Readonly<Record<string, RawProfile>>>>;
  readonly CfnResourceProperties: Readonly<
    Record<
      string,
      {
        readonly Inputs?: { readonly Role?: unknown };
        readonly Outputs?: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** Of aws-sam-translator. */
export interface SamFacts {
  readonly templates: Readonly<Record<string, RawTemplate>>;
  readonly connectors: RawConnectors;
  /** Partition → name → ARN. */
  readonly bundled: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly globals: Readonly<Record<string, readonly string[]>>;
}

/** Of moto: AWS managed policies by name. */
export interface ManagedFacts {
  readonly policies: Readonly<
    Record<
      string,
      {
        readonly Path: string;
        readonly Document: { readonly Statement: unknown };
        readonly UpdateDate: string;
      }
    >
  >;
}

/** One statement in the product's own words: names apart by a space, `${Parameter}` where a parameter goes. */
export interface StatementSpec {
  readonly action: string;
  readonly resource: string;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
