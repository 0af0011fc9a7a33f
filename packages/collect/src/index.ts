export { collect, readUsage } from './collect.js';
export { readLiveAccount, type LiveAccount } from './account/readLiveAccount.js';
export { readSnapshot, writeSnapshot } from './snapshotFile.js';
export {
  defaultLimits,
  type Collected,
  type CollectLimits,
  type CollectOptions,
  type Progress,
} from './types.js';
