/**
 * APIs that AWS has ended though the SDK still models them: no call of them succeeds, so that no event can name an
 * action. Only what an AWS page says.
 */
const retired: readonly { readonly sdk: string; readonly operations?: string; readonly source: string }[] =
  [];

/** Why the operation is retired; undefined where it is not. */
export function retiredReason(sdk: string, operation: string): string | undefined {
  return retired.find((row) => row.sdk === sdk && (row.operations?.split(' ').includes(operation) ?? true))
    ?.source;
}
