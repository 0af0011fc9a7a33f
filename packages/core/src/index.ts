export type * from './analysis.js';
export type * from './proof/types.js';
export type * from './sources/model.js';
export type * from './sources/policy.js';
export type * from './usage/types.js';
export type { Calls, FunctionUse } from './usage/functionUse.js';
export type * from './util/problems.js';
export type * from './util/text.js';
export { prepare, type PrepareInput } from './prepare.js';
export type * from './catalog/types.js';
export { expandActions, findAction, resourceTypesOf, serviceOf, servicePrefixes } from './catalog/catalog.js';
export { configSchema } from './sources/configSchema.js';
export { emptyConfig, parseConfig } from './sources/parseConfig.js';
export { filesOf, type SourceFiles } from './sources/files.js';
export { parseSource } from './sources/parseSource.js';
export { parseSources } from './sources/parseSources.js';
export { compareText } from './util/order.js';
export { matchAction, matchPattern } from './util/wildcard.js';
export { extractEvent, type Extracted, type ExtractHints } from './usage/extract.js';
export { createSnapshotBuilder, type SnapshotBuilder } from './usage/snapshot/builder.js';
export { collectUsage } from './usage/snapshot/collectUsage.js';
export {
  decodeSnapshot,
  decodeSnapshotFile,
  emptySnapshot,
  isSnapshotFile,
} from './usage/snapshot/decode.js';
export { encodeSnapshot } from './usage/snapshot/encode.js';
export { eachRecord, isRecord, noCounts, type EnvelopeCounts } from './usage/snapshot/envelope.js';
export { mergeSnapshots } from './usage/snapshot/merge.js';
export { uniteSnapshots } from './usage/snapshot/unite.js';
export { partitionKey, type BuilderState } from './usage/snapshot/state.js';
export { analyze } from './analyze.js';
export { createAnalyzer, sortProblems, type AnalyzedSources, type Analyzer } from './analyzer.js';
export { openAnalysis, type OpenAnalysis } from './openAnalysis.js';
export { openEdits, type EditRequest, type Edits, type FileEdit, type SuggestedEdits } from './openEdits.js';
export type { KeepRequest } from './suggestKeep.js';
export { applyEdits } from './suggestions/edits/local.js';
export { writeHcl } from './suggestions/edits/hclWriter.js';
export { writeApart } from './suggestions/edits/templateWriter.js';
export type * from './suggestions/edits/types.js';
export { narrow, type NarrowedFunction } from './narrow.js';
export { rules } from './findings/rules.js';
export { gapTexts } from './outputs/gapText.js';
export { toMarkdown } from './outputs/markdown.js';
export { toTerraform } from './outputs/terraform.js';
export { toSarif, type SarifLog } from './outputs/sarif.js';
export { backtest } from './proof/backtest.js';
export { decide } from './proof/decide.js';
export { proveWithin } from './proof/within.js';
export { proveCovers } from './proof/covers.js';
export { proveDisjoint } from './proof/disjoint.js';
export { proveEquivalent } from './proof/equivalent.js';
