/** What AWS offers: the door to this folder's generated data. Load it with `prepare()` or `loadCatalog`. */
export { catalogReady, loadCatalog, serviceOf, servicePrefixes } from './store.js';
export { dependentsOf, expandActions, findAction, isInCatalog, wildcardOnly } from './actions.js';
export { nearestAction } from './nearest.js';
export { arnFits, patternFits, resourceTypesOf } from './resources.js';
