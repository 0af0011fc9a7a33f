import type { ConditionValue, PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { renderHclText } from '../util/hclText.js';

/**
 * A policy as `data "aws_iam_policy_document"`, as `terraform fmt` lays it out, statements and values in their order.
 * References of Terraform's own (`${aws_sqs_queue.q.arn}`) stay references; IAM's variables and everything else is literal.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function toTerraform(document: PolicyDocument, name: string): string {
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const version = document.Version;
  const head = [
    ...(document.Id === undefined ? [] : [['policy_id', document.Id]]),
    ...(version === undefined || version === '2012-10-17' ? [] : [['version', version]]),
  ].map(([key = '', value = '']): [string, string] => [key, renderHclText(value)]);
  const groups = [
    ...(head.length === 0 ? [] : [aligned(head)]),
    ...statements.map((statement) => block('statement', statementGroups(statement))),
  ];
  return `${block(`data "aws_iam_policy_document" "${identifier(name)}"`, groups).join('\n')}\n`;
}

/** What Terraform accepts as a name: letters, digits, `_` and `-`, no digit first. */
function identifier(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 200);
  return /^[A-Za-z_]/.test(clean) ? clean : `policy_${clean}`.replace(/_$/, '');
}

/** Lines, without indentation of their own. A group is what no blank line divides. */
type Lines = readonly string[];

function block(header: string, groups: readonly Lines[]): Lines {
  if (groups.length === 0) return [`${header} {`, '}'];
  const inner = groups.flatMap((group, index) => (index === 0 ? group : ['', ...group]));
  return [`${header} {`, ...inner.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}

function aligned(pairs: readonly (readonly [string, string])[]): Lines {
  const width = Math.max(...pairs.map(([key]) => key.length));
  return pairs.map(([key, value]) => `${key.padEnd(width)} = ${value}`);
}

const lists = [
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
] as const;

function statementGroups(statement: PolicyStatement): Lines[] {
  const single: [string, string][] = [['effect', renderHclText(statement.Effect)]];
  if (statement.Sid) single.unshift(['sid', renderHclText(statement.Sid)]);
  const multi: Lines[] = [];
  for (const [argument, element] of lists) {
    const values = listOf(statement[element]);
    if (values.length === 1) single.push([argument, `[${renderHclText(values[0] ?? '')}]`]);
    else if (values.length > 1) multi.push(listLines(argument, values));
  }
  return [aligned(single), ...multi, ...conditionBlocks(statement), ...principalBlocks(statement)];
}

function listLines(key: string, values: readonly string[]): Lines {
  return [`${key} = [`, ...values.map((value) => `  ${renderHclText(value)},`), ']'];
}

function listOf(value: ConditionValue | ConditionValue[] | undefined): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function conditionBlocks({ Condition = {} }: PolicyStatement): Lines[] {
  return Object.entries(Condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, value]) => {
      const values = listOf(value);
      const named: [string, string][] = [
        ['test', renderHclText(test)],
        ['variable', renderHclText(variable)],
      ];
      return block('condition', withList(named, 'values', values));
    }),
  );
}

function withList(named: [string, string][], key: string, values: readonly string[]): Lines[] {
  if (values.length > 1) return [aligned(named), listLines(key, values)];
  return [aligned([...named, [key, `[${values.map(renderHclText).join('')}]`]])];
}

function principalBlocks(statement: PolicyStatement): Lines[] {
  const of = (header: string, value: unknown): Lines[] =>
    principalsOf(value).map(([type, identifiers]) =>
      block(header, withList([['type', renderHclText(type)]], 'identifiers', identifiers)),
    );
  return [...of('principals', statement.Principal), ...of('not_principals', statement.NotPrincipal)];
}

/** `"*"` and `{ AWS: [...], Service: ... }`; anything else is no principal. */
function principalsOf(value: unknown): [type: string, identifiers: string[]][] {
  if (typeof value === 'string') return [['*', [value]]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([type, ids]: [string, unknown]) => [
    type,
    (Array.isArray(ids) ? ids : [ids]).filter((id): id is string => typeof id === 'string'),
  ]);
}
