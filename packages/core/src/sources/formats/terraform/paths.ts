/**
 * What `path.module` begins with: its folder is one from the sources' top, and no path beside the module. No path that
 * people write holds it.
 */
export const topMark = '\u0001/';
