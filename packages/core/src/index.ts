export type * from './analysis.js';
export type * from './proof/types.js';
export type * from './sources/model.js';
export type * from './sources/policy.js';
export type * from './usage/types.js';
export type * from './util/problems.js';
export type * from './util/text.js';
export { compareText } from './util/order.js';
export { matchAction, matchPattern } from './util/wildcard.js';
