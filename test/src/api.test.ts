import assert from 'node:assert/strict';
import * as collect from '@leastwise/collect';
import * as core from '@leastwise/core';

/**
 * What the packages export, each name with who needs it. Adding one is a decision: it stays until the next major
 * version. Types are checked by the compiler.
 */
const promised = {
  core: [
    'analyze',
    'collectUsage',
    'decide',
    'narrow',
    'parseSource',
    'prepare',
    'proveCovers',
    'proveWithin',
    'toSarif',
    'toTerraform',
  ],
  collect: ['collect', 'readSnapshot', 'writeSnapshot'],
};

const ours = {
  core: {
    applyEdits: 'cli and editors: the text after edits',
    backtest: 'bench:proof, and whoever replays calls',
    compareText: 'the one order of results',
    configSchema: 'docs/config.schema.json',
    createAnalyzer: 'language server: sources change, usage does not',
    createSnapshotBuilder: 'collect: rows in, partitions out',
    decodeSnapshot: 'collect: reads snapshots',
    decodeSnapshotFile: 'collect: reads snapshots',
    eachRecord: 'collect: the envelopes of log files',
    emptyConfig: 'the configuration where there is none',
    emptySnapshot: 'collect: usage of nothing',
    encodeSnapshot: 'collect: writes snapshots',
    expandActions: 'laws: what is left of a pattern',
    extractEvent: 'collect: record to row',
    findAction: 'language server: hover',
    filesOf: 'cli: files that sources name',
    openAnalysis: 'cli: fix; hosts that ask for edits',
    openEdits: 'language server: edits of an analysis that it holds',
    isRecord: 'collect: the envelopes of log files',
    isSnapshotFile: 'collect: tells a snapshot from a log file',
    matchAction: 'cli: explain',
    matchPattern: 'cli: explain',
    mergeSnapshots: 'many snapshots as one',
    noCounts: 'collect: the envelopes of log files',
    parseConfig: 'cli: leastwise.config.yaml',
    parseSources: 'cli: the files that sources name',
    partitionKey: 'collect: partitions',
    proveDisjoint: 'issue 3: beside proveWithin, on the same core',
    proveEquivalent: 'issue 3: beside proveWithin, on the same core',
    resourceTypesOf: 'language server: hover and completion',
    rules: 'the pages of docs/rules',
    gapTexts: 'cli: the days that no log covers, in the text report',
    toMarkdown: 'cli: --format markdown',
    writeApart: 'corpora: every Action token taken out',
    writeHcl: 'corpora: the same for Terraform',
    uniteSnapshots: 'collect: usage that may overlap',
    serviceOf: 'language server: completion',
    servicePrefixes: 'language server: completion',
    sortProblems: 'cli: problems of files beside those of the analysis',
  },
  collect: {
    readLiveAccount: 'cli: account:live',
    defaultLimits: 'what one input may take, to be changed one by one',
    readUsage: 'one USAGE of the command line',
  },
};

const packages = [
  { name: 'core', exports: core, promised: promised.core, ours: ours.core },
  { name: 'collect', exports: collect, promised: promised.collect, ours: ours.collect },
];

describe('what the packages export', () => {
  for (const { name, exports, promised, ours } of packages) {
    it(`@leastwise/${name}: what the contract promises, and what we decided to add`, () => {
      assert.deepEqual(Object.keys(exports).sort(), [...promised, ...Object.keys(ours)].sort());
    });
  }
});
