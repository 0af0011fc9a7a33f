import type { Progress } from '@leastwise/collect';
import { formatCount, plural } from './render/style.js';

/** `12 of 90 files, 45,000 events`. */
export function progressText({ filesDone, files, records }: Progress): string {
  return `${formatCount(filesDone)} of ${plural(files, 'file')}, ${plural(records, 'event')}`;
}
