export type * from './analysis.js';
