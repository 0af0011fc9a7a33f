/** The parts of core that the rivals are compared with. They are inside core, so that they are reached by path. */
/* eslint-disable no-restricted-imports -- see above */
export {
  findAction,
  loadCatalog,
  resourceTypesOf,
  serviceOf,
} from '../../../../packages/core/dist/catalog/catalog.js';
export { services } from '../../../../packages/core/dist/catalog/data/services.js';
export { resolveEvent } from '../../../../packages/core/dist/catalog/events/resolve.js';
export { PARAMETERS_HIDDEN } from '../../../../packages/core/dist/catalog/events/facets.js';
export { compareText, sortedUnique } from '../../../../packages/core/dist/util/order.js';
export { matchPattern } from '../../../../packages/core/dist/util/wildcard.js';
export { readOperations } from '../../../../scripts/dist/operations/data.js';
export { sourceOfOperation } from '../../../../scripts/dist/operations/classify.js';
