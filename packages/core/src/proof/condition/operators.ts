import { compileArnLike } from './arn.js';
import { compileBinary } from './binary.js';
import { compileBool } from './bool.js';
import { compileDate } from './date.js';
import type { Operator } from './family.js';
import { compileIpAddress } from './ipAddress.js';
import { compileNumeric, type Comparison } from './numeric.js';
import { compileStringEquals, compileStringEqualsIgnoreCase, compileStringLike } from './string.js';

/** `ForAllValues:`, `ForAnyValue:` or neither. */
export type Quantifier = 'all' | 'any' | 'none';

/** An operator name taken apart. */
export interface ParsedOperator {
  readonly quantifier: Quantifier;
  readonly ifExists: boolean;
  /** Lower case, without qualifiers: `stringlike`. */
  readonly name: string;
  /** Null has no operator of its own: it looks at the key, not at its values. */
  readonly operator: Operator | 'null';
}

/** Operators by lower-case name. The names are read without regard to case. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...pair('stringequals', 'stringnotequals', 'string', compileStringEquals),
  ...pair('stringequalsignorecase', 'stringnotequalsignorecase', 'string', compileStringEqualsIgnoreCase),
  ...pair('stringlike', 'stringnotlike', 'string', compileStringLike),
  ...pair('arnequals', 'arnnotequals', 'arn', compileArnLike),
  ...pair('arnlike', 'arnnotlike', 'arn', compileArnLike),
  ...pair('ipaddress', 'notipaddress', 'ip', compileIpAddress),
  ...comparisons('numeric', compileNumeric),
  ...comparisons('date', compileDate),
  ['bool', { family: 'bool', negated: false, compile: compileBool }],
  ['binaryequals', { family: 'binary', negated: false, compile: compileBinary }],
]);

/** Undefined for a name that IAM does not have: such a condition is never met. */
export function parseOperator(text: string): ParsedOperator | undefined {
  let name = text.toLowerCase();
  const quantifier = name.startsWith('forallvalues:')
    ? 'all'
    : name.startsWith('foranyvalue:')
      ? 'any'
      : 'none';
  if (quantifier !== 'none') name = name.slice(name.indexOf(':') + 1);
  if (name === 'null') return { quantifier, ifExists: false, name, operator: 'null' };
  const ifExists = name.endsWith('ifexists');
  if (ifExists) name = name.slice(0, -'ifexists'.length);
  const operator = OPERATORS.get(name);
  return operator && { quantifier, ifExists, name, operator };
}

type Compile = Operator['compile'];

function pair(
  name: string,
  negatedName: string,
  family: Operator['family'],
  compile: Compile,
): [string, Operator][] {
  return [
    [name, { family, negated: false, compile }],
    [negatedName, { family, negated: true, compile }],
  ];
}

function comparisons(
  family: 'numeric' | 'date',
  compile: (compare: Comparison) => Compile,
): [string, Operator][] {
  const equal = compile((actual, expected) => actual === expected);
  return [
    ...pair(`${family}equals`, `${family}notequals`, family, equal),
    [`${family}lessthan`, { family, negated: false, compile: compile((actual, bound) => actual < bound) }],
    [
      `${family}lessthanequals`,
      { family, negated: false, compile: compile((actual, bound) => actual <= bound) },
    ],
    [`${family}greaterthan`, { family, negated: false, compile: compile((actual, bound) => actual > bound) }],
    [
      `${family}greaterthanequals`,
      { family, negated: false, compile: compile((actual, bound) => actual >= bound) },
    ],
  ];
}
