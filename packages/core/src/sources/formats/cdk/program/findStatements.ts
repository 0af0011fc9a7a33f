import type ts from 'typescript';
import { report, type Reading } from '../../../reading.js';
import { child, type Entry, type MapTree, type SeqTree, type Tree } from '../../../tree.js';
import type { Program } from './parseProgram.js';
import { typescript } from './typescript.js';
import { constantOf, keyOf, scalarOf, spanOf, toTree, unwrap } from './values.js';

/** A statement that the program spells out, in the words of a policy document. */
export interface ProgramStatement {
  readonly tree: MapTree;
  /** The expression that makes it. */
  readonly node: ts.Node;
  /** The class or function it stands in; '' at the top. */
  readonly container: string;
  /** More of it is said elsewhere: `statement.addActions(…)`. */
  readonly isSpread: boolean;
}

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.PolicyStatementProps.html */
const elements: ReadonlyMap<string, string> = new Map([
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['notActions', 'NotAction'],
  ['resources', 'Resource'],
  ['notResources', 'NotResource'],
  ['conditions', 'Condition'],
  ['principals', 'Principal'],
  ['notPrincipals', 'NotPrincipal'],
]);

const className = 'PolicyStatement';

/** Every statement for an identity, in the order of the text: those with principals belong to resources and roles' trust. */
export function findStatements(program: Program, reading: Reading): ProgramStatement[] {
  const api = typescript();
  const names = namesOf(program);
  const isStatement = (node: ts.Expression): boolean => names.has(lastName(node) ?? '');
  const calls = callsOn(program);
  const isCdk = /['"](?:aws-cdk-lib|@aws-cdk\/|monocdk)/.test(reading.text);
  return program.nodes.flatMap((node): ProgramStatement[] => {
    if (api.isNewExpression(node) && isStatement(node.expression)) return built(node, calls, reading);
    if (isFromJson(node, isStatement) && api.isCallExpression(node)) {
      const json = node.arguments[0] && toTree(node.arguments[0]);
      return json?.kind === 'map'
        ? found(node, { ...json, span: spanOf(node) }, false)
        : computed(node, reading);
    }
    if (isCdk && api.isObjectLiteralExpression(node) && isRaw(node)) {
      const raw = toTree(node);
      return raw.kind === 'map' ? found(node, raw, false) : [];
    }
    return [];
  });
}

/** `PolicyStatement`, and what the file's imports call it. */
function namesOf({ nodes }: Program): ReadonlySet<string> {
  const api = typescript();
  const aliases = nodes.flatMap((node) =>
    api.isImportSpecifier(node) && node.propertyName?.text === className ? [node.name.text] : [],
  );
  return new Set([className, ...aliases]);
}

/** `iam.PolicyStatement` → `PolicyStatement`. */
function lastName(node: ts.Expression): string | undefined {
  const api = typescript();
  if (api.isIdentifier(node)) return node.text;
  return api.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

function isFromJson(node: ts.Node, isStatement: (node: ts.Expression) => boolean): boolean {
  const api = typescript();
  if (!api.isCallExpression(node) || !api.isPropertyAccessExpression(node.expression)) return false;
  return node.expression.name.text === 'fromJson' && isStatement(node.expression.expression);
}

/** An object of a `Statement` list: what `PolicyDocument.fromJson` and the level-1 constructs take. */
function isRaw(node: ts.ObjectLiteralExpression): boolean {
  const api = typescript();
  const keys = new Set(node.properties.map((property) => keyOf(property)?.key));
  if (!keys.has('Effect') || !(keys.has('Action') || keys.has('NotAction'))) return false;
  const holder = api.isArrayLiteralExpression(node.parent) ? node.parent.parent : node.parent;
  return api.isPropertyAssignment(holder) && keyOf(holder)?.key === 'Statement';
}

/** `new PolicyStatement({…})` with what later calls add to it. */
function built(
  node: ts.NewExpression,
  calls: ReadonlyMap<ts.Node, readonly ts.CallExpression[]>,
  reading: Reading,
): ProgramStatement[] {
  const api = typescript();
  const given = node.arguments?.[0] && unwrap(node.arguments[0]);
  const named = given && api.isIdentifier(given) ? constantOf(given) : given;
  const isKnown = named === undefined ? given === undefined : api.isObjectLiteralExpression(named);
  const hasSpread =
    named !== undefined &&
    api.isObjectLiteralExpression(named) &&
    named.properties.some((property) => keyOf(property) === undefined);
  if (!isKnown || hasSpread) return computed(node, reading);
  const props = given && toTree(given);
  const own = props?.kind === 'map' ? props.entries.map(renamed) : [];
  const added = calls.get(node) ?? [];
  const entries = added.reduce(withCall, own);
  const span = spanOf(node);
  const hasEffect = entries.some(({ key }) => key === 'Effect');
  const tree: MapTree = {
    kind: 'map',
    entries: hasEffect ? entries : [...entries, allowAt(span.from)],
    span,
    literal: props?.literal ?? true,
  };
  return found(node, tree, added.length > 0);
}

function renamed(entry: Entry): Entry {
  const key = elements.get(entry.key) ?? entry.key;
  return key === 'Effect' ? { ...entry, key, value: effectOf(entry.value) } : { ...entry, key };
}

/** `Effect.DENY` is a name of the library, not a construct's. */
function effectOf(value: Tree): Tree {
  const text = value.kind === 'intrinsic' && value.arg.kind === 'scalar' ? value.arg.text : '';
  const [, name] = /^\$\{(?:\w+\.)*Effect\.(ALLOW|DENY)\}$/.exec(text) ?? [];
  if (name === undefined) return value;
  return scalarOf(name === 'DENY' ? 'Deny' : 'Allow', value.span);
}

/** What the constructor takes for granted. */
function allowAt(at: number): Entry {
  const span = { from: at, to: at };
  return { key: 'Effect', keySpan: span, value: scalarOf('Allow', span) };
}

const adders: ReadonlyMap<string, string> = new Map([
  ['addActions', 'Action'],
  ['addNotActions', 'NotAction'],
  ['addResources', 'Resource'],
  ['addNotResources', 'NotResource'],
  ['addAllResources', 'Resource'],
  ['addCondition', 'Condition'],
  ['addConditions', 'Condition'],
  ['addPrincipals', 'Principal'],
  ['addAwsAccountPrincipal', 'Principal'],
  ['addArnPrincipal', 'Principal'],
  ['addServicePrincipal', 'Principal'],
  ['addFederatedPrincipal', 'Principal'],
  ['addAccountRootPrincipal', 'Principal'],
  ['addCanonicalUserPrincipal', 'Principal'],
  ['addAnyPrincipal', 'Principal'],
]);

/** Calls on a constant → the expression that made it. */
function callsOn({ nodes }: Program): ReadonlyMap<ts.Node, readonly ts.CallExpression[]> {
  const api = typescript();
  const calls = new Map<ts.Node, ts.CallExpression[]>();
  for (const node of nodes) {
    if (!api.isCallExpression(node) || !api.isPropertyAccessExpression(node.expression)) continue;
    const { expression: target, name } = node.expression;
    if (!adders.has(name.text) || !api.isIdentifier(target)) continue;
    const made = constantOf(target);
    if (made !== undefined) calls.set(made, [...(calls.get(made) ?? []), node]);
  }
  return calls;
}

function withCall(entries: readonly Entry[], call: ts.CallExpression): Entry[] {
  const api = typescript();
  const name = api.isPropertyAccessExpression(call.expression) ? call.expression.name.text : '';
  const key = adders.get(name) ?? '';
  const span = spanOf(call);
  const items =
    name === 'addAllResources' ? [scalarOf('*', span)] : call.arguments.map((each) => toTree(each));
  const before = entries.find((entry) => entry.key === key);
  if (key === 'Condition')
    return [...entries.filter((entry) => entry !== before), conditionOf(items, before, span)];
  const value: SeqTree = {
    kind: 'seq',
    items: [...listed(before?.value), ...items],
    span: before?.value.span ?? span,
    literal: true,
  };
  const after: Entry = { key, keySpan: before?.keySpan ?? span, value };
  return before === undefined
    ? [...entries, after]
    : entries.map((entry) => (entry === before ? after : entry));
}

function listed(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined) return [];
  return tree.kind === 'seq' ? tree.items : [tree];
}

/** `addCondition('StringEquals', {…})` and `addConditions({…})`. */
function conditionOf(items: readonly Tree[], before: Entry | undefined, span: Entry['keySpan']): Entry {
  const [first, second] = items;
  const own: readonly Entry[] =
    first?.kind === 'map'
      ? first.entries
      : first?.kind === 'scalar' && second !== undefined
        ? [{ key: first.text, keySpan: first.span, value: second }]
        : [];
  const old = before?.value.kind === 'map' ? before.value.entries : [];
  const value: MapTree = { kind: 'map', entries: [...old, ...own], span, literal: false };
  return { key: 'Condition', keySpan: span, value };
}

function found(node: ts.Node, tree: MapTree, isSpread: boolean): ProgramStatement[] {
  const hasPrincipal = child(tree, 'Principal') ?? child(tree, 'NotPrincipal');
  return hasPrincipal === undefined ? [{ tree, node, container: containerOf(node), isSpread }] : [];
}

function computed(node: ts.Node, reading: Reading): ProgramStatement[] {
  const why =
    'What this statement is made of is computed, and the program is not run; it is not looked at. Give its cdk.out.';
  report(reading, 'unresolved', 'statement-computed', spanOf(node), why);
  return [];
}

function containerOf(node: ts.Node): string {
  const api = typescript();
  for (let at = node.parent; !api.isSourceFile(at); at = at.parent) {
    if (api.isClassLike(at) || api.isFunctionDeclaration(at)) return at.name?.text ?? '';
  }
  return '';
}
