/** The parts of core that the report looks into. They are inside core, so that they are reached by path. */
/* eslint-disable no-restricted-imports -- see above */
export {
  findAction,
  loadCatalog,
  serviceOf,
  servicePrefixes,
} from '../../../packages/core/dist/catalog/catalog.js';
export { catalogSource, services } from '../../../packages/core/dist/catalog/data/services.js';
export { resolveEvent } from '../../../packages/core/dist/catalog/events/resolve.js';
export { eventSourceOf, prefixesOf } from '../../../packages/core/dist/catalog/events/sources.js';
export { PARAMETERS_HIDDEN } from '../../../packages/core/dist/catalog/events/facets.js';
export { apiGatewayActions } from '../../../packages/core/dist/catalog/events/apigateway.js';
export { visibilityOf } from '../../../packages/core/dist/catalog/events/visibility.js';
export { compareText } from '../../../packages/core/dist/util/order.js';
export type { Visibility } from '../../../packages/core/dist/catalog/types.js';
