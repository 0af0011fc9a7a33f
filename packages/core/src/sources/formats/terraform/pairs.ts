import type { Value } from './types.js';
import { alternativesOfValue, isNullValue, plainAt, textAt } from './value.js';

/** Key and value of each item of a list or an object; of a choice the items of all; undefined where they are not known. */
export function pairsOf(source: Value): { key: Value; value: Value }[] | undefined {
  const pairs: { key: Value; value: Value }[] = [];
  for (const value of alternativesOfValue(source)) {
    if (value.kind === 'list') {
      value.items.forEach((item, index) => pairs.push({ key: plainAt(index, item.at), value: item }));
    } else if (value.kind === 'object') {
      for (const [key, entry] of value.entries) {
        pairs.push({ key: textAt(key, entry.value.at), value: entry.value });
      }
    } else if (value.kind === 'resource') {
      for (const instance of value.instances) {
        pairs.push({ key: textAt(instance.address, value.at), value: { ...value, instances: [instance] } });
      }
    } else if (!isNullValue(value)) return undefined;
  }
  return pairs;
}
