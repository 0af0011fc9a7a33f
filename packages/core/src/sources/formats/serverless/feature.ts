import type { Span } from '../../../util/text.js';
import type { SourcePolicy, SourceStatement, Token } from '../../model.js';
import { rangeAt, type Reading } from '../../reading.js';

/** Something that brings permissions along: an event, tracing, a network. */
export interface Feature {
  /** `sqs`, `tracing`, `logs`. */
  readonly name: string;
  /** What brings it in. */
  readonly span: Span;
  readonly grants: readonly FeatureGrant[];
}

export interface FeatureGrant {
  readonly effect?: 'Deny';
  readonly actions: readonly string[];
  /** May hold symbols. A grant without any is left out. */
  readonly resources: readonly string[];
}

/** The policy of a feature, shown at what brings it in; nothing of it can be edited there. */
export function featurePolicy(id: string, feature: Feature, reading: Reading): SourcePolicy {
  const { name, span, grants } = feature;
  const range = rangeAt(reading, span);
  const token = (text: string): Token => ({ text, span, range, literal: false });
  const statements = grants
    .filter(({ resources }) => resources.length > 0)
    .map(({ effect, actions, resources }, index): SourceStatement => ({
      id: String(index),
      sid: undefined,
      effect: effect ?? 'Allow',
      action: actions.map(token),
      notAction: [],
      resource: resources.map(token),
      notResource: [],
      condition: undefined,
      uri: reading.uri,
      span,
      range,
    }));
  const origin = { kind: 'feature' as const, name, parameters: {}, span };
  return { id, name, kind: 'implied', statements, origin, uri: reading.uri, range };
}
