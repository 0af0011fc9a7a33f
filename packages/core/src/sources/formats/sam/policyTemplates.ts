import type { SourcePolicy } from '../../model.js';
import { quoted, rangeAt, report } from '../../reading.js';
import { entriesOf, isNull, type Entry, type MapTree } from '../../tree.js';
import type { Template } from '../cloudFormation/template.js';
import { policyTemplates } from './data/policyTemplates.js';
import { toStatements } from './statements.js';
import { textsOf } from './values.js';

/**
 * An item of `Policies` that names a policy template with its parameters, as the policy SAM makes of it; undefined, with
 * a problem, where SAM would refuse it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
 */
export function readPolicyTemplate(
  template: Template,
  item: MapTree,
  place: Pick<SourcePolicy, 'id' | 'name'>,
): SourcePolicy | undefined {
  const { reading } = template;
  const [entry, ...others] = entriesOf(item);
  if (entry === undefined) return undefined;
  const known = Object.hasOwn(policyTemplates, entry.key) ? policyTemplates[entry.key] : undefined;
  if (known === undefined || others.length > 0) {
    reportUnknown(template, known === undefined ? entry : (others[0] ?? entry), others.length > 0);
    return undefined;
  }
  const values = readParameters(template, entry, known.parameters);
  if (values === undefined) return undefined;
  const parameters = Object.fromEntries([...values].map(([name, texts]) => [name, texts.join(', ')]));
  return {
    ...place,
    kind: 'inline',
    statements: toStatements(known.statements, values, { reading, span: entry.keySpan }),
    origin: { kind: 'samTemplate', name: entry.key, parameters, span: item.span },
    uri: reading.uri,
    range: rangeAt(reading, entry.keySpan),
  };
}

function readParameters(
  { reading }: Template,
  entry: Entry,
  names: readonly string[],
): Map<string, readonly string[]> | undefined {
  const refuse = (why: string): void => {
    report(reading, 'input', 'policy-template-parameters', entry.keySpan, why);
  };
  const isObject = entry.value.kind === 'map' || (entry.value.kind === 'intrinsic' && names.length === 0);
  if (!isObject) {
    refuse(`SAM's policy template ${entry.key} needs an object of parameters: ${told(names)}.`);
    return undefined;
  }
  const given = new Map(entriesOf(entry.value).map((each) => [each.key, each]));
  const values = new Map(names.map((name) => [name, textsOf(given.get(name)?.value, reading)]));
  const missing = names.filter((name) => values.get(name)?.length === 0);
  if (missing.length > 0) {
    refuse(`SAM's policy template ${entry.key} needs a value for ${missing.join(' and ')}.`);
    return undefined;
  }
  for (const { key, keySpan, value } of given.values()) {
    if (names.includes(key) || isNull(value)) continue;
    const why = `SAM's policy template ${entry.key} has no parameter ${quoted(key)}; it takes ${told(names)}.`;
    report(reading, 'input', 'policy-template-parameters', keySpan, why);
  }
  return values;
}

function told(names: readonly string[]): string {
  return names.length === 0 ? 'none, written {}' : names.join(' and ');
}

function reportUnknown({ reading }: Template, { key, keySpan }: Entry, isOneOfMany: boolean): void {
  if (['Effect', 'PolicyDocument', 'PolicyName'].includes(key)) {
    const why =
      'An inline policy of a SAM resource is an object with Statement; SAM does not accept this one.';
    report(reading, 'input', 'policy-invalid', keySpan, why);
    return;
  }
  const near = Object.keys(policyTemplates).find((name) => isSpelling(key.toLowerCase(), name.toLowerCase()));
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  const why = isOneOfMany
    ? `${quoted(key)} stands beside another policy template in one item; SAM takes one an item. Write it as an item of its own.`
    : `SAM knows no policy template ${quoted(key)}.${hint}`;
  report(reading, 'input', 'policy-template-unknown', keySpan, why);
}

/** Another case, or without the `Policy` at its end. */
function isSpelling(written: string, name: string): boolean {
  return name === written || name === `${written}policy`;
}
