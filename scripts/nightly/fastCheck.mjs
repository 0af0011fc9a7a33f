// fast-check with longer runs from another seed: LEASTWISE_LAW_RUNS times as many cases, LEASTWISE_LAW_SHIFT added to
// the seed. The laws themselves stay as they are, with their own fixed seed and number for every day.
import process from 'node:process';
import fc from 'fast-check';

const times = Number(process.env.LEASTWISE_LAW_RUNS ?? 1);
const shift = Number(process.env.LEASTWISE_LAW_SHIFT ?? 0);

function longer(options = {}) {
  return { ...options, numRuns: (options.numRuns ?? 100) * times, seed: ((options.seed ?? 1) + shift) | 0 };
}

export * from 'fast-check';
export default {
  ...fc,
  assert: (property, options) => fc.assert(property, longer(options)),
  check: (property, options) => fc.check(property, longer(options)),
};
