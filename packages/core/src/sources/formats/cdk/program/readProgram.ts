import { hasAccountLiteral } from '../../../accountLiteral.js';
import type { SourceModel, SourcePolicy } from '../../../model.js';
import { rangeAt, report, type Reading } from '../../../reading.js';
import { readStatements } from '../../../statements.js';
import { findStatements, type ProgramStatement } from './findStatements.js';
import { parseProgram } from './parseProgram.js';
import { typescriptReady } from './typescript.js';

/** Syntax errors listed one by one: each may lead to more. */
const maxIssues = 10;
const top = { from: 0, to: 0 };

/**
 * The statements that a CDK program spells out, each a policy by itself: which function gets it is known only once the
 * program has run. Who holds them is told by `--principal`, or by the program's `cdk.out`.
 */
export function readProgram(reading: Reading): SourceModel {
  const policies = policiesOf(reading);
  const { uri, text } = reading;
  const rest = { functions: [], resources: [], keeps: [] };
  return { uri, format: 'cdk', policies, ...rest, hasAccountLiteral: hasAccountLiteral(text) };
}

function policiesOf(reading: Reading): SourcePolicy[] {
  if (!/PolicyStatement|PolicyDocument|\bStatement\b/.test(reading.text)) {
    const why = 'This program makes no PolicyStatement, so there is nothing to read in it.';
    report(reading, 'unreadable', 'source-unknown', top, why);
    return [];
  }
  if (!typescriptReady()) {
    const why = 'The parser of TypeScript is not loaded: call `await prepare({ formats: ["cdk"] })` first.';
    report(reading, 'unreadable', 'format-not-ready', top, why);
    return [];
  }
  const program = parseProgram(reading);
  if (program === undefined) {
    report(
      reading,
      'unreadable',
      'source-too-deep',
      top,
      'The program is too long or too deep; it is not read.',
    );
    return [];
  }
  for (const { message, span } of program.issues.slice(0, maxIssues)) {
    const why = `${message}. What stands around it may be missing from the result.`;
    report(reading, 'unreadable', 'typescript-syntax', span, why);
  }
  return toPolicies(findStatements(program, reading), reading);
}

function toPolicies(found: readonly ProgramStatement[], reading: Reading): SourcePolicy[] {
  const counts = new Map<string, number>();
  return found.map(({ tree, container }) => {
    const number = counts.get(container) ?? 0;
    counts.set(container, number + 1);
    const name = `${container === '' ? 'PolicyStatement' : container}/${number}`;
    const statements = readStatements([{ tree, reading }]);
    const { uri } = reading;
    return {
      id: `${uri}#${name}`,
      name,
      kind: 'inline',
      statements,
      uri,
      range: rangeAt(reading, tree.span),
    };
  });
}
