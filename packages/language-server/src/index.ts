export type { Host } from './host.js';
