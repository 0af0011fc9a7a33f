import { noFiles } from '../../../sources/files.js';
import {
  findStatements,
  type ProgramStatement,
} from '../../../sources/formats/cdk/program/findStatements.js';
import { parseProgram, type Program } from '../../../sources/formats/cdk/program/parseProgram.js';
import type { Source, SourceStatement } from '../../../sources/model.js';
import { openReading, type Reading } from '../../../sources/reading.js';
import { readStatements } from '../../../sources/statements.js';

/** A program with the statements in it, as its reader finds them. */
export interface OpenProgram {
  readonly source: Source;
  readonly program: Program;
  readonly sites: readonly ProgramSite[];
}

export interface ProgramSite extends ProgramStatement {
  /** What the reader makes of it; undefined where it cannot. */
  readonly says: SourceStatement | undefined;
}

/** Parses and finds; undefined where the text cannot be parsed at all. */
export function openProgram(source: Source): OpenProgram | undefined {
  const program = parseProgram(source);
  if (program === undefined) return undefined;
  const reading: Reading = openReading(source, { files: noFiles, problems: [], missing: new Set() });
  const sites = findStatements(program, reading).map((site) => ({
    ...site,
    says: readStatements([{ tree: site.tree, reading }])[0],
  }));
  return { source, program, sites };
}
