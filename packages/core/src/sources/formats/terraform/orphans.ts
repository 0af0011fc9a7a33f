import type { HclBody, HclExpression } from '../../hcl/syntax.js';
import { readStatements } from '../../statements.js';
import { child } from '../../tree.js';
import type { StatementPart } from './dataDocument.js';
import { documentOf } from './documents.js';
import { addPolicy, dataOf, idOf, type Terraform } from './model.js';
import type { ModuleFile, ModuleInstance, Scope } from './types.js';
import { evaluateIn } from './module.js';

/** Arguments whose documents say who may take a role: no grants. */
const trust = /assume_role_policy|trust/i;

/**
 * Documents that no role, user or group of the module is seen to have: they may be passed to modules that are not read.
 * Those that name principals belong to a resource or say who may take a role, and are no grants.
 */
export function readOrphans(terraform: Terraform, root: ModuleInstance): void {
  const seen = new Set(
    terraform.policies.flatMap(({ statements }) => statements.map(({ uri, span }) => `${uri} ${span.from}`)),
  );
  const isNew = (parts: readonly StatementPart[]): boolean =>
    parts.length > 0 &&
    parts.every(({ tree }) => !child(tree, 'Principal') && !child(tree, 'NotPrincipal')) &&
    parts.some(({ tree, reading }) => !seen.has(`${reading.uri} ${tree.span.from}`));
  for (const { instance } of dataOf(terraform, 'aws_iam_policy_document')) {
    const at = { reading: instance.declared.reading, span: instance.declared.block.typeSpan };
    const document = documentOf({ kind: 'document', instance, at }, terraform.run, at);
    if (!isNew(document.statements)) continue;
    const name = instance.declared.block.labels[1] ?? '';
    addPolicy(terraform, document, {
      id: idOf(instance),
      name,
      kind: 'managed',
      at,
      owner: instance.address,
    });
  }
  for (const file of root.files.files) readLoose(terraform, file, { module: root, names: new Map() }, isNew);
}

/** `jsonencode({ Statement = ... })` and heredocs anywhere else. */
function readLoose(
  terraform: Terraform,
  { reading, file }: ModuleFile,
  scope: Scope,
  isNew: (parts: readonly StatementPart[]) => boolean,
): void {
  for (const expression of documentsIn(file.body)) {
    const at = { reading, span: expression.span };
    const before = reading.problems.length;
    const document = documentOf(evaluateIn(expression, scope, reading), terraform.run, at);
    if (!isNew(document.statements) || readStatements(document.statements).length === 0) {
      // What is no policy after all has no faults to report.
      reading.problems.length = before;
      continue;
    }
    const { line } = reading.lines.positionAt(at.span.from);
    const id = `${reading.uri}#line${line + 1}`;
    addPolicy(terraform, document, { id, name: `line ${line + 1}`, kind: 'managed', at, owner: '' });
  }
}

function documentsIn(body: HclBody): HclExpression[] {
  return [
    ...body.attributes.flatMap(({ name, value }) => (trust.test(name) ? [] : documentsOf(value))),
    ...body.blocks.flatMap((block) => documentsIn(block.body)),
  ];
}

/** Expressions nest no deeper than the parser's nodes. */
function documentsOf(expression: HclExpression): HclExpression[] {
  switch (expression.kind) {
    case 'call':
      if (expression.name === 'jsonencode' && expression.args[0] && holdsStatement(expression.args[0])) {
        return [expression];
      }
      return expression.args.flatMap(documentsOf);
    case 'template':
      return expression.heredoc && expression.parts.some(({ text }) => text.includes('"Statement"'))
        ? [expression]
        : [];
    case 'tuple':
      return expression.items.flatMap(documentsOf);
    case 'object':
      return expression.entries.flatMap(({ value }) => documentsOf(value));
    case 'conditional':
      return [...documentsOf(expression.yes), ...documentsOf(expression.no)];
    case 'for':
      return documentsOf(expression.value);
    default:
      return [];
  }
}

function holdsStatement(expression: HclExpression): boolean {
  return (
    expression.kind === 'object' &&
    expression.entries.some(({ key }) => key.kind === 'literal' && key.value === 'Statement')
  );
}
