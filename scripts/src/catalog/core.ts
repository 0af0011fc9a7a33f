/**
 * The parts of core that the generator shares: what it writes must be what core reads. They are inside core, no part of
 * the published package, so that they are reached by path.
 */
/* eslint-disable no-restricted-imports -- see above */
export * from '../../../packages/core/dist/catalog/decode.js';
export { compareText, sortedUnique } from '../../../packages/core/dist/util/order.js';
export type { AccessLevel } from '../../../packages/core/dist/catalog/types.js';
