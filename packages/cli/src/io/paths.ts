import { relative, resolve, sep } from 'node:path';

/** A path as results show it: relative to the working directory, with `/` on every system. */
export function toUri(path: string): string {
  const short = relative('', resolve(path));
  return short.split(sep).join('/');
}
