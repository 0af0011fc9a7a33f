import { choiceOf, opaqueAt, textAt, textOf } from './value.js';
import type { Place, Value } from './types.js';

/** More alternatives than this in one text stay one opaque symbol. */
const maxAlternatives = 16;
/** Longer texts stay opaque: IAM refuses far shorter ones, and expressions can double a text many times over. */
const maxLength = 65_536;

/** A text from its pieces; a choice gives one text for each way to choose. */
export function interpolate(pieces: readonly (string | Value | undefined)[], at: Place): Value {
  let texts = [''];
  for (const piece of pieces) {
    const options = typeof piece === 'string' ? [piece] : optionsOf(piece);
    if (options === undefined || texts.length * options.length > maxAlternatives) return opaqueAt(at);
    texts = texts.flatMap((text) => options.map((option) => text + option));
    if (texts.some((text) => text.length > maxLength)) return opaqueAt(at);
  }
  return choiceOf(
    [...new Set(texts)].map((text) => textAt(text, at)),
    at,
  );
}

/** Undefined where one of them has no text: a list, an object. */
function optionsOf(value: Value | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  const values = value.kind === 'choice' ? value.values : [value];
  const texts = values.map((each) => (each.kind === 'plain' && each.value === null ? '' : textOf(each)));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
