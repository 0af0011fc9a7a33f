import { compositeHasAccountLiteral } from '../../composite.js';
import { localise } from '../../localise.js';
import type { SourceModel } from '../../model.js';
import { quoted, report, type Reading } from '../../reading.js';
import { child, findEntry, type MapTree, type Tree } from '../../tree.js';
import { readConnectors } from '../sam/connectors.js';
import { readGeneratedRoles } from '../sam/generatedRoles.js';
import { expandTemplate } from './expand/expandTemplate.js';
import { readFunctions } from './functions.js';
import { readKeeps } from './keepPlaces.js';
import { isNested, nestedSource, noteNested, readOutputs } from './nested.js';
import { withOtherHolders } from './otherHolders.js';
import { readPrincipals } from './principals.js';
import { readResources } from './resources.js';
import { readRoles, readSeparatePolicies } from './roles.js';
import { openTemplate, type Template } from './template.js';

/** A CloudFormation or SAM template, from YAML or JSON. */
export function readCloudFormation(written: MapTree, outer: Reading): SourceModel {
  const firstProblem = outer.problems.length;
  const { root, reading, composite } = expandTemplate(written, outer);
  const template = openWithOutputs(root, reading);
  noteNested(template);
  readRoles(template);
  readGeneratedRoles(template);
  readSeparatePolicies(template);
  readConnectors(template);
  const functions = [...readFunctions(template), ...readPrincipals(template)];
  reportUnread(template, root);
  const model: SourceModel = {
    uri: outer.uri,
    format: 'cloudformation',
    functions,
    policies: withOtherHolders(template, root),
    resources: readResources(template),
    keeps: readKeeps(template, functions),
    hasAccountLiteral: compositeHasAccountLiteral(composite),
  };
  return localise(model, composite, firstProblem);
}

/** The template, with what its nested stacks give back; one may be given what another gives, hence twice. */
function openWithOutputs(root: MapTree, reading: Reading): Template {
  const template = openTemplate(root, reading);
  if (![...template.resources.values()].some(isNested)) return template;
  const first = openTemplate(root, fresh({ ...reading, outputs: readOutputs(template, root) }));
  return openTemplate(root, fresh({ ...reading, outputs: readOutputs(first, root) }));
}

/** Nothing resolved yet: what `GetAtt` gives has changed. */
function fresh(reading: Reading): Reading {
  return { ...reading, resolved: new WeakMap() };
}

/** Resources that stand in another file, or that a macro or a loop writes when the template is deployed. */
function reportUnread(template: Template, root: MapTree): void {
  const { reading } = template;
  for (const resource of template.resources.values()) {
    const { logicalId, entry } = resource;
    if (logicalId.startsWith('Fn::') || isWrittenByMacro(entry.value)) {
      const why = `${quoted(logicalId)} writes resources when the template is deployed; they are not looked at.`;
      report(reading, 'unresolved', 'macro-unresolved', entry.keySpan, why);
    } else if (isNested(resource) && nestedSource(resource, reading) === undefined) {
      const why = `${logicalId} brings in another template, which is not looked at; give it as a source of its own.`;
      report(reading, 'unresolved', 'nested-unresolved', entry.keySpan, why);
    }
  }
  reportResources(template, root);
}

/** `Fn::Transform` (`AWS::Include`) as a resource, as its properties, or among them. */
function isWrittenByMacro(resource: Tree): boolean {
  if (resource.kind === 'intrinsic') return true;
  const properties = child(resource, 'Properties');
  return properties?.kind === 'intrinsic' || findEntry(properties, 'Fn::Transform') !== undefined;
}

function reportResources({ reading }: Template, root: MapTree): void {
  const resources = findEntry(root, 'Resources');
  if (resources === undefined || resources.value.kind === 'map') return;
  const [kind, code, why] =
    resources.value.kind === 'intrinsic'
      ? ([
          'unresolved',
          'macro-unresolved',
          'A macro writes the resources of this template; they are not looked at.',
        ] as const)
      : (['input', 'resources-invalid', 'Resources must be an object of resources by logical id.'] as const);
  report(reading, kind, code, resources.keySpan, why);
}
