/** Lines of one file, as c8's `json-summary` counts them. */
export interface FileLines {
  /** From the root, with `/`. */
  readonly path: string;
  readonly total: number;
  readonly covered: number;
}

export interface FolderLines {
  readonly folder: string;
  readonly total: number;
  readonly covered: number;
  /** In percent; 100 where there is no line. */
  readonly percent: number;
  /** Files with lines that no test reaches, the worst first. */
  readonly short: readonly FileLines[];
}

/** What is left out of the figures, and why. */
export const exclusions: readonly (readonly [pattern: string, why: string])[] = [
  ['**/*.test.ts', 'tests'],
  ['**/*.test.data.ts', 'tables of tests'],
  ['**/types.ts', 'types alone: no line of it runs'],
];

/** The figure of each folder, folders inside it included. */
export function countFolders(files: readonly FileLines[], folders: readonly string[]): FolderLines[] {
  return folders.map((folder) => {
    const own = files.filter(({ path }) => path.startsWith(`${folder}/`));
    const sum = (of: 'total' | 'covered'): number => own.reduce((all, file) => all + file[of], 0);
    const [total, covered] = [sum('total'), sum('covered')];
    const short = own
      .filter((file) => file.covered < file.total)
      .sort((a, b) => b.total - b.covered - (a.total - a.covered));
    return { folder, total, covered, percent: total === 0 ? 100 : (covered / total) * 100, short };
  });
}

/** `packages/core/src/proof   99.56 % of 3,201 lines`. */
export function folderLine({ folder, percent, total }: FolderLines): string {
  return `${folder.padEnd(26)} ${percent.toFixed(2).padStart(6)} % of ${total.toLocaleString('en')} lines`;
}
