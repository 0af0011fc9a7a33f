import type { PolicyDocument, PolicyStatement } from '@leastwise/core';

/**
 * Policies as SMT-LIB text, written from AWS's rules and sharing nothing with the proofs: actions, resources and values
 * are strings, patterns are regular expressions, a condition key is a list of up to as many values as there are clauses
 * on it. Not in it: policy variables, symbols, and operators that are not on strings.
 */
export function differenceScript(inner: PolicyDocument, outer: PolicyDocument): string {
  const statements = [inner, outer].flatMap(({ Statement }) => [Statement].flat());
  const keys = keyLengths(statements);
  return [
    '(declare-const action String)',
    '(declare-const resource String)',
    // Actions are compared without regard to case: one spelling stands for all.
    '(assert (str.in_re action (re.* (re.union (re.range "\\u{1}" "@") (re.range "[" "\\u{ff}")))))',
    // `service:Name`: what is written otherwise is no action.
    `(assert (str.in_re action ${NAME}))`,
    ...[...keys].flatMap(([key, length]) => declareKey(key, length)),
    `(assert ${allows(inner, keys)})`,
    `(assert (not ${allows(outer, keys)}))`,
  ].join('\n');
}

const NO_COLON = '(re.union (re.range "\\u{0}" "9") (re.range ";" "\\u{ff}"))';
const NAME = `(re.++ (re.+ ${NO_COLON}) (str.to_re ":") (re.+ ${NO_COLON}))`;

type Keys = ReadonlyMap<string, number>;

function keyLengths(statements: readonly PolicyStatement[]): Keys {
  const lengths = new Map<string, number>();
  for (const { Condition } of statements) {
    for (const key of Object.values(Condition ?? {}).flatMap(Object.keys)) {
      lengths.set(key, (lengths.get(key) ?? 0) + 1);
    }
  }
  return lengths;
}

function declareKey(key: string, length: number): string[] {
  return [
    `(declare-const ${key}_length Int)`,
    `(assert (and (>= ${key}_length 0) (<= ${key}_length ${length})))`,
    ...places(length).map((place) => `(declare-const ${key}_${place} String)`),
  ];
}

function places(length: number): number[] {
  return Array.from({ length }, (_, place) => place);
}

function allows({ Statement }: PolicyDocument, keys: Keys): string {
  const statements = [Statement].flat();
  const applying = (effect: string): string =>
    or(statements.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, keys)));
  return `(and ${applying('Allow')} (not ${applying('Deny')}))`;
}

function applies(statement: PolicyStatement, keys: Keys): string {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const actions = [Action ?? NotAction ?? []].flat().map((text) => glob(text.toLowerCase()));
  const resources = [Resource ?? NotResource ?? []].flat().map(arn);
  return and([
    negateIf(Action === undefined, `(str.in_re action ${union(actions)})`),
    negateIf(Resource === undefined, `(str.in_re resource ${union(resources)})`),
    ...Object.entries(Condition ?? {}).flatMap(([operator, tests]) =>
      Object.entries(tests).map(([key, values]) => clause(operator, key, [values].flat().map(String), keys)),
    ),
  ]);
}

/** One operator on one key, with the rules for missing keys and for sets of values. */
function clause(operatorText: string, key: string, values: readonly string[], keys: Keys): string {
  const missing = `(= ${key}_length 0)`;
  if (operatorText === 'Null')
    return or(values.map((value) => (value === 'true' ? missing : `(not ${missing})`)));
  const [, set = '', name = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operatorText) ?? [];
  const isNegated = name.includes('Not');
  const everyValue = set === 'ForAllValues:' || (set === '' && isNegated);
  const here = places(keys.get(key) ?? 0);
  const each = (test: (value: string) => string): string =>
    and(here.map((place) => `(=> (< ${place} ${key}_length) ${test(`${key}_${place}`)})`));
  const wanted = union(
    values.map((text) => (name.endsWith('Like') ? glob(text) : `(str.to_re ${quote(text)})`)),
  );
  const fits = (value: string): string => negateIf(isNegated, `(str.in_re ${value} ${wanted})`);
  const holds = everyValue ? each(fits) : `(not ${each((value) => `(not ${fits(value)})`)})`;
  const whenMissing = String(ifExists !== undefined || everyValue);
  const whenNull =
    set === '' ? holds : `(ite ${each((value) => `(= ${value} "")`)} ${String(everyValue)} ${holds})`;
  return `(ite ${missing} ${whenMissing} ${whenNull})`;
}

/** `*` is any text, `?` any one character. */
function glob(text: string): string {
  return concat([...text].map((letter) => wildcard(letter, 're.all', 're.allchar')));
}

/**
 * The first five segments: a `*` that ends one runs on beyond the colon, all other wildcards stay within it. Behind the
 * fifth colon, and in what is no ARN, wildcards match anything.
 */
function arn(text: string): string {
  if (!text.startsWith('arn:')) return glob(text);
  const parts = text.split(':');
  const head = parts.slice(0, 5).map((part) => {
    const name = part.replace(/\*+$/, '');
    const inside = [...name].map((letter) => wildcard(letter, '(re.* noColon)', 'noColon'));
    return [...inside, ...(name === part ? [] : ['re.all'])];
  });
  const tail = parts.length > 5 ? [[glob(parts.slice(5).join(':'))]] : [];
  return concat(
    [...head, ...tail].flatMap((part, index) => (index > 0 ? ['(str.to_re ":")', ...part] : part)),
  ).replaceAll('noColon', NO_COLON);
}

function wildcard(letter: string, many: string, one: string): string {
  return letter === '*' ? many : letter === '?' ? one : `(str.to_re ${quote(letter)})`;
}

function concat(parts: readonly string[]): string {
  const [first] = parts;
  if (first === undefined) return '(str.to_re "")';
  return parts.length === 1 ? first : `(re.++ ${parts.join(' ')})`;
}

function union(patterns: readonly string[]): string {
  return patterns.length === 1 ? (patterns[0] ?? '') : `(re.union re.none ${patterns.join(' ')})`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function negateIf(isNegated: boolean, formula: string): string {
  return isNegated ? `(not ${formula})` : formula;
}

function and(formulas: readonly string[]): string {
  return formulas.length === 0 ? 'true' : `(and ${formulas.join(' ')})`;
}

function or(formulas: readonly string[]): string {
  return formulas.length === 0 ? 'false' : `(or ${formulas.join(' ')})`;
}
