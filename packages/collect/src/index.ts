export { collect, readUsage } from './collect.js';
export { readSnapshot, writeSnapshot } from './snapshotFile.js';
export {
  defaultLimits,
  type Collected,
  type CollectLimits,
  type CollectOptions,
  type Progress,
} from './types.js';
