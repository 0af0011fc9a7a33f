import type { PolicyDocument } from '../sources/policy.js';
import { toPolicyStatements } from './draft.js';
import type { PolicyPlan } from './edits/types.js';

/** The policy as it will be; statements that the plan does not list are as the source has them. */
export function documentOfPlan({ policy, statements }: PolicyPlan): PolicyDocument {
  const planned = new Map(statements.map(({ statement, becomes }) => [statement, becomes]));
  return {
    Version: '2012-10-17',
    Statement: policy.statements.flatMap((statement) => {
      const becomes = planned.get(statement);
      const isStated = becomes === undefined || statement.action.length === 0;
      return toPolicyStatements(statement, isStated ? undefined : becomes);
    }),
  };
}
