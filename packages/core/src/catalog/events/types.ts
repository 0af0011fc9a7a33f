/** What `resolveEvent` looks at. Fields as in a `UsageRow`. */
export interface EventFacts {
  /** `s3.amazonaws.com`. */
  readonly eventSource: string;
  readonly eventName: string;
  /** '' (schema versions that have none) counts as `AwsApiCall`. */
  readonly eventType: string;
  /** `name=value`, see facets.ts. */
  readonly facets: readonly string[];
  readonly resources?: readonly string[];
  /** `success`, `denied` or an error code; left out: as success. */
  readonly outcome?: string;
}

export type Confidence = 'documented' | 'observed' | 'general knowledge';

/** A facet that decides between the actions of `oneOf`. */
export interface Choice {
  readonly facet: string;
  /** Facet value → actions (words). The value '' stands for a facet that the parameters were seen not to hold. */
  readonly actions: Readonly<Record<string, string>>;
}

/** An action that a header or body element of the request asks for. */
export interface Extra {
  readonly facet: string;
  readonly action: string;
  /** What a record says that shows its parameters but not this facet. `possible` where it is not sure that it would. */
  readonly absent: 'dropped' | 'possible';
}

/**
 * What events of one source authorise where the action is not simply the event's name. Actions are words in AWS's
 * spelling, with prefix. An event without any is one that needs no permission.
 */
export interface EventRule {
  /** `eventSource` without `.amazonaws.com`. */
  readonly stem: string;
  /** Event names, words. */
  readonly events: string;
  readonly certain?: string;
  readonly oneOf?: string;
  readonly possible?: string;
  readonly choose?: Choice;
  readonly extras?: readonly Extra[];
  readonly source: string;
  readonly confidence: Confidence;
}
