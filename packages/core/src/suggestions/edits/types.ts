import type { Source, SourceModel, SourcePolicy, SourceStatement } from '../../sources/model.js';
import type { PolicyCondition } from '../../sources/policy.js';
import type { Span } from '../../util/text.js';

/** One replacement in the text of a source, in UTF-16 offsets; an empty span inserts. Edits of one text never overlap. */
export interface TextEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
}

/**
 * A statement as it is to be. What it does not name (Effect, NotAction, NotResource, elements that we do not know) stays
 * as the original has it.
 */
export interface PlannedStatement {
  /** Unique within the policy; undefined: no Sid. */
  readonly sid?: string | undefined;
  /** Action patterns, in the order in which they are to stand. A text that the original spells keeps its token. */
  readonly action: readonly string[];
  /** Resource patterns with symbols, as in `Token.text`; empty where the original has `NotResource`. */
  readonly resource: readonly string[];
  readonly condition?: PolicyCondition | undefined;
  /** One line for people, without comment marks: why the statement is there. Formats without comments drop it. */
  readonly comment?: string | undefined;
}

/**
 * What becomes of one statement: `[]`, it goes; one, it is edited in place; more, the first is edited in place and the
 * others are new statements after it.
 */
export interface StatementPlan {
  readonly statement: SourceStatement;
  readonly becomes: readonly PlannedStatement[];
}

/** What becomes of one policy. Statements that are not listed stay byte for byte. */
export interface PolicyPlan {
  readonly policy: SourcePolicy;
  readonly statements: readonly StatementPlan[];
}

/**
 * Why a policy is left as it is. `part` tells what could not be written: where it is `resource`, the caller may plan again
 * with that statement's resources as they are.
 */
export interface Refusal {
  readonly policy: SourcePolicy;
  readonly statement: SourceStatement | undefined;
  readonly part: 'action' | 'resource' | 'condition' | 'statement' | 'policy';
  /** Stable, for counting: `shared-by-alias`, `computed`, `syntax-error`, `would-be-empty`, `not-verified`, ... */
  readonly code: string;
  /** For people, a whole sentence. */
  readonly reason: string;
}

/** The edits of one text; for a refused policy there is none. Sorted by place. */
export interface Written {
  readonly edits: readonly TextEdit[];
  readonly refused: readonly Refusal[];
}

/**
 * Turns plans into edits of one text: all or nothing per policy. `plans` are of policies whose `uri` is that of the
 * source. A writer has verified what it gives: applied, parsed again, and only the intended places changed.
 * `texts` are all files at hand: where they are not given, nothing goes that another file may refer to.
 */
export type Writer = (
  source: Source,
  plans: readonly PolicyPlan[],
  model: SourceModel,
  texts?: ReadonlyMap<string, Source>,
) => Written;
