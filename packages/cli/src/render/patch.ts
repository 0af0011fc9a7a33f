import { createTwoFilesPatch } from 'diff';

/** A file before and after. */
export interface ChangedText {
  /** Relative to the working directory, with `/`. */
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

/** One unified diff over all files, as `git apply` and `patch -p1` take it; '' where nothing changes. */
export function toPatch(changes: readonly ChangedText[]): string {
  return changes
    .filter(({ before, after }) => before !== after)
    .map(({ uri, before, after }) => patchOf(uri, before, after))
    .join('');
}

function patchOf(uri: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${uri}`, `b/${uri}`, before, after, undefined, undefined, {
    context: 3,
    stripTrailingCr: false,
  });
  // The library's own first line, which git does not write.
  return patch.replace(/^=+\r?\n/, '');
}
