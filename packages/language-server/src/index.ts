export type { Host } from './host.js';
export * from './requests.js';
export { startServer } from './server.js';
export { looksLikeSource } from './sniff.js';
export { repository, rulePage } from './text/ruleLinks.js';
export { defaultSettings, readSettings, type Settings } from './workspace/settings.js';
