import { substituteStrings, parseEmbeddedJson } from './embedded.js';
import { checkKeys, readCondition } from './condition.js';
import { sidFault, versionFault } from './grammar.js';
import { alternativesOf } from './intrinsics.js';
import type { SourcePolicy, SourceStatement, Token } from './model.js';
import type { Effect } from './policy.js';
import { quoted, rangeAt, report, reportFault, type Reading } from './reading.js';
import { itemsOf, readTokens } from './tokens.js';
import { child, isNull, stringOf, type MapTree, type SeqTree, type Tree } from './tree.js';

/** Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const documentElements = ['Version', 'Id', 'Statement'];
const statementElements = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
  'Principal',
  'NotPrincipal',
];

/** What a policy is called and how it is held; its document comes from the tree. */
export type PolicyPlace = Pick<SourcePolicy, 'id' | 'name' | 'kind'>;

/**
 * A policy from its document: a map, JSON in a string, `!Sub` over such a string, `Fn::ToJsonString`, or an `Fn::If`
 * over those (the statements of all branches count). What cannot be read is a problem; the policy is there all the same.
 */
export function readPolicy(tree: Tree, place: PolicyPlace, reading: Reading): SourcePolicy {
  const statements = alternativesOf(tree)
    .flatMap((alternative) => openDocument(alternative, reading))
    .flatMap((document) => statementTrees(document, reading))
    .flatMap((statement) => readStatement(statement, reading));
  return {
    ...place,
    statements: withIds(statements),
    uri: reading.uri,
    range: rangeAt(reading, tree.span),
  };
}

/** Statements that stand apart, in several files or blocks: each is read where it stands, all are one policy's. */
export function readStatements(
  parts: readonly { readonly tree: MapTree; readonly reading: Reading }[],
): SourceStatement[] {
  return withIds(parts.flatMap(({ tree, reading }) => readStatement(tree, reading)));
}

/** The document as a map, whatever it is wrapped in; none, with a problem, where it cannot be told. */
function openDocument(tree: Tree, reading: Reading): MapTree[] {
  if (tree.kind === 'map') return [tree];
  if (tree.kind === 'intrinsic' && tree.name === 'Fn::ToJsonString') return openDocument(tree.arg, reading);
  if (tree.kind === 'intrinsic' && tree.name === 'Fn::Sub') {
    const [template, variables] = tree.arg.kind === 'seq' ? tree.arg.items : [tree.arg];
    if (template?.kind !== 'scalar') return refuseDocument(tree, reading);
    return openString(template, reading).map(
      (document) => substituteStrings(document, variables ?? undefined) as MapTree,
    );
  }
  return tree.kind === 'scalar' && stringOf(tree) !== undefined
    ? openString(tree, reading)
    : refuseDocument(tree, reading);
}

function openString(scalar: Tree & { kind: 'scalar' }, reading: Reading): MapTree[] {
  const { tree, issues } = parseEmbeddedJson(scalar, reading);
  for (const issue of issues.slice(0, 3)) {
    report(
      reading,
      'unresolved',
      'policy-string-syntax',
      issue.span,
      `The policy in this string is not read in full: ${issue.message}.`,
    );
  }
  return tree?.kind === 'map' ? [tree] : issues.length > 0 ? [] : refuseDocument(scalar, reading);
}

function refuseDocument(tree: Tree, reading: Reading): MapTree[] {
  if (tree.kind === 'intrinsic') {
    report(
      reading,
      'unresolved',
      'intrinsic-opaque',
      tree.span,
      `The policy document is ${tree.name}, which the template alone cannot resolve; its grants are not looked at.`,
    );
    return [];
  }
  const what = tree.kind === 'seq' ? 'a list' : isNull(tree) ? 'empty' : 'not a JSON object';
  report(
    reading,
    'input',
    'policy-invalid',
    tree.span,
    `The policy document is ${what}; IAM expects an object with Statement.`,
  );
  return [];
}

function statementTrees(document: MapTree, reading: Reading): MapTree[] {
  checkElements(document, documentElements, reading);
  checkVersion(findElement(document, 'Version'), reading);
  const statement = findElement(document, 'Statement');
  if (statement === undefined) {
    report(reading, 'input', 'policy-invalid', document.span, 'The policy document has no Statement.');
    return [];
  }
  if (statement.kind === 'seq') checkList(statement, reading);
  const statements = itemsOf(statement).flatMap((tree) => {
    if (tree.kind === 'map') return [tree];
    reportBadStatement(tree, reading);
    return [];
  });
  checkUniqueSids(statements, reading);
  return statements;
}

function checkVersion(version: Tree | undefined, reading: Reading): void {
  if (version === undefined || version.kind === 'intrinsic') return;
  const text = version.kind === 'scalar' ? version.text : version.kind;
  reportFault(reading, version.span, text, versionFault(text));
}

/** A list of statements holds some, and no lists. Both are read all the same: a policy that grants nothing is a grant too. */
function checkList(list: SeqTree, reading: Reading): void {
  if (list.items.length === 0) {
    const why = 'The policy holds no statement, which IAM refuses; remove the policy instead.';
    report(reading, 'input', 'policy-empty', list.span, why);
  }
  for (const { kind, span } of list.items) {
    const why = 'A statement must be an object; IAM refuses a list inside the list.';
    if (kind === 'seq') report(reading, 'input', 'policy-invalid', span, why);
  }
}

function reportBadStatement(tree: Tree, reading: Reading): void {
  if (tree.kind === 'intrinsic') {
    const why = `This statement is ${tree.name}, which the template alone cannot resolve; it is not looked at.`;
    report(reading, 'unresolved', 'intrinsic-opaque', tree.span, why);
  } else report(reading, 'input', 'policy-invalid', tree.span, 'A statement must be an object with Effect.');
}

/** A statement without a usable Effect is left out: reading a Deny as an Allow, or the reverse, would be worse. */
function readStatement(tree: MapTree, reading: Reading): Omit<SourceStatement, 'id'>[] {
  checkElements(tree, statementElements, reading);
  const effect = readEffect(tree, reading);
  if (effect === undefined) return [];
  const tokens = (element: string): Token[] => readTokens(findElement(tree, element), element, reading);
  const action = tokens('Action');
  const notAction = choosePair(tree, ['Action', 'NotAction'], reading) ? tokens('NotAction') : [];
  const resource = tokens('Resource');
  const notResource = choosePair(tree, ['Resource', 'NotResource'], reading) ? tokens('NotResource') : [];
  const condition = findElement(tree, 'Condition');
  const sid = findElement(tree, 'Sid');
  if (sid) checkSid(sid, reading);
  return [
    {
      sid: stringOf(sid),
      effect,
      action,
      notAction,
      resource,
      notResource,
      condition: condition && readCondition(condition, reading),
      uri: reading.uri,
      span: tree.span,
      range: rangeAt(reading, tree.span),
    },
  ];
}

/** Of an `Fn::If` only one branch reaches IAM, so branches may repeat each other. */
function checkUniqueSids(statements: readonly MapTree[], reading: Reading): void {
  const taken = new Set<string>();
  for (const sid of statements.flatMap((tree) => (tree.literal ? (findElement(tree, 'Sid') ?? []) : []))) {
    const text = stringOf(sid) ?? '';
    const fault =
      text !== '' && taken.has(text) ? 'is the Sid of another statement too; IAM wants each once' : undefined;
    reportFault(reading, sid.span, text, fault);
    taken.add(text);
  }
}

function checkSid(sid: Tree, reading: Reading): void {
  if (sid.kind === 'intrinsic') return;
  const text = sid.kind === 'scalar' ? sid.text : sid.kind;
  // CloudFormation makes texts of YAML's numbers.
  const isText = sid.kind === 'scalar' && (reading.inTemplate ? !isNull(sid) : typeof sid.value === 'string');
  reportFault(reading, sid.span, text, isText ? sidFault(text) : 'is no Sid; IAM expects a string');
}

function readEffect(tree: MapTree, reading: Reading): Effect | undefined {
  const value = findElement(tree, 'Effect');
  if (value === undefined || isNull(value)) {
    const why = 'This statement has no Effect; it is not looked at. Write Allow or Deny.';
    report(reading, 'input', 'policy-invalid', tree.span, why);
    return undefined;
  }
  const text = stringOf(value);
  if (text === 'Allow' || text === 'Deny') return text;
  if (value.kind === 'intrinsic') {
    const why = `The Effect is ${value.name}, which the template alone cannot resolve; the statement is not looked at.`;
    report(reading, 'unresolved', 'intrinsic-opaque', value.span, why);
    return undefined;
  }
  const why = `The Effect is ${quoted(text ?? value.kind)}; IAM knows Allow and Deny, in this spelling.`;
  report(reading, 'input', 'policy-invalid', value.span, why);
  return (['Allow', 'Deny'] as const).find((effect) => effect.toLowerCase() === text?.toLowerCase());
}

/** Of Action and NotAction exactly one must stand. True where the negated one is to be read. */
function choosePair(tree: MapTree, pair: [string, string], reading: Reading): boolean {
  const [plain, negated] = pair;
  const [hasPlain, hasNegated] = [findElement(tree, plain), findElement(tree, negated)].map(
    (value) => value !== undefined,
  );
  if (hasPlain && hasNegated) {
    const why = `This statement has both ${plain} and ${negated}, which IAM refuses; only ${plain} is read.`;
    report(reading, 'input', 'policy-invalid', tree.span, why);
  } else if (!hasPlain && !hasNegated) {
    report(
      reading,
      'input',
      'policy-invalid',
      tree.span,
      `This statement has neither ${plain} nor ${negated}.`,
    );
  }
  return !hasPlain && hasNegated === true;
}

/** By the exact name, else without regard to case: what IAM refuses is told (`checkElements`) and read all the same. */
function findElement(tree: MapTree, element: string): Tree | undefined {
  return (
    child(tree, element) ??
    tree.entries.findLast((entry) => entry.key.toLowerCase() === element.toLowerCase())?.value
  );
}

function checkElements(tree: MapTree, known: readonly string[], reading: Reading): void {
  for (const entry of tree.entries) {
    const same = known.find((element) => element.toLowerCase() === entry.key.toLowerCase());
    if (same === undefined) {
      const why = `${quoted(entry.key)} is no element of an IAM policy here; expected one of ${known.join(', ')}.`;
      report(reading, 'input', 'policy-element-unknown', entry.keySpan, why);
    } else if (same !== entry.key) {
      const why = `${quoted(entry.key)} is spelt ${same} in a policy; IAM refuses other spellings. It is read as ${same}.`;
      report(reading, 'input', 'policy-element-unknown', entry.keySpan, why);
    } else if (same.endsWith('Principal')) {
      const why = `${same} has no place in a policy of a role; IAM refuses it here.`;
      report(reading, 'input', 'policy-invalid', entry.keySpan, why);
    }
  }
  checkKeys(tree, reading);
}

/** Sid where it is the only one of its name, else the index. */
function withIds(statements: readonly Omit<SourceStatement, 'id'>[]): SourceStatement[] {
  const taken = new Set<string>();
  return statements.map((statement, index) => {
    const { sid } = statement;
    const id = sid !== undefined && sid !== '' && !taken.has(sid) ? sid : uniqueIndex(index, taken);
    taken.add(id);
    return { id, ...statement };
  });
}

/** The index, marked where a Sid earlier in the policy happens to spell it. */
function uniqueIndex(index: number, taken: ReadonlySet<string>): string {
  let id = String(index);
  while (taken.has(id)) id = `#${id}`;
  return id;
}
