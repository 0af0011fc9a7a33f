import { catalogSource, loadCatalog, services } from './core.js';
import { readOperations } from './data.js';
import type { ReportOrigin } from './format.js';
import { lambdaServices } from './lambdaServices.js';
import { reportEventMap, type EventMapReport } from './report.js';

/** The report over the committed operations with the built catalog and tables. */
export function makeReport(): { report: EventMapReport; origin: ReportOrigin } {
  loadCatalog(services);
  const set = readOperations();
  return {
    report: reportEventMap(set, lambdaServices),
    origin: {
      operations: `${set.package} ${set.version} (${set.date})`,
      catalog: `iam-data ${catalogSource.version} (${catalogSource.date})`,
    },
  };
}
