/** The public operation set, as scripts/data/operations.json holds it. Names only. */
export interface OperationSet {
  readonly package: string;
  readonly version: string;
  /** Day of the release, `YYYY-MM-DD`. */
  readonly date: string;
  readonly licence: string;
  readonly services: readonly ServiceOperations[];
}

/** One service of the SDK, in the newest version of its API. */
export interface ServiceOperations {
  /** The SDK's own name: `stepfunctions`. */
  readonly sdk: string;
  readonly serviceId: string;
  readonly endpointPrefix: string;
  /** What calls are signed for; nearly always the IAM prefix. */
  readonly signingName: string;
  /** Sorted. */
  readonly operations: readonly string[];
  /** Operations that the model marks as not signed: no policy of the caller is looked at. */
  readonly unsigned: readonly string[];
  /** `GET /restapis/{restapi_id}`, one for each operation; only for services whose actions are HTTP methods. */
  readonly http?: readonly string[];
}
