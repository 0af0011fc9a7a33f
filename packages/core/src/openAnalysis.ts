import type { Analysis, AnalyzeInput } from './analysis.js';
import { createAnalyzer } from './analyzer.js';
import { openEdits, type Edits } from './openEdits.js';
import { filesOf } from './sources/files.js';
import { parseSources } from './sources/parseSources.js';

/** An analysis that can still be asked for edits. */
export interface OpenAnalysis extends Edits {
  readonly analysis: Analysis;
}

/** Analyses, and keeps what edits are made from. `await prepare()` first, as for `analyze`. */
export function openAnalysis(input: AnalyzeInput): OpenAnalysis {
  const files = input.files ?? [];
  const parsed = parseSources(input.sources, filesOf(files));
  const analyzed = createAnalyzer(input.usage, input.options).analyze(parsed);
  return { analysis: analyzed.analysis, ...openEdits(analyzed, [...input.sources, ...files]) };
}
