import { parseHcl } from '../../hcl/parseHcl.js';
import { parseJsonTree } from '../../jsonTree.js';
import { openReading } from '../../reading.js';
import { entriesOf, type Tree } from '../../tree.js';
import { refuseText } from './refuse.js';
import { listAt, objectAt, plainAt, textAt } from './value.js';
import type { ModuleInstance, Place, Value } from './types.js';
import { evaluateIn } from './module.js';

/**
 * Values that Terraform loads by itself: `terraform.tfvars` and `*.auto.tfvars`, the later file of the alphabet wins.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export function readSettings(module: ModuleInstance): ReadonlyMap<string, Value> {
  const { run, files } = module;
  const uris = (run.outer.files.list?.(files.folder) ?? []).filter((uri) => isLoaded(uri));
  const order = [...uris.filter(isFirst), ...uris.filter((uri) => !isFirst(uri))];
  const settings = new Map<string, Value>();
  for (const uri of order) {
    const text = run.outer.files.read(uri);
    if (text === undefined) continue;
    const reading = openReading({ uri, text }, run.outer);
    if (refuseText(reading)) continue;
    if (uri.endsWith('.json')) {
      for (const { key, value } of entriesOf(parseJsonTree(text).tree)) {
        settings.set(key, ofTree(value, { reading, span: value.span }));
      }
      continue;
    }
    for (const { name, value } of parseHcl(text).body.attributes) {
      const own = evaluateIn(value, { module, names: new Map() }, reading);
      if (own !== undefined) settings.set(name, own);
    }
  }
  return settings;
}

function isLoaded(uri: string): boolean {
  return /(?:^|\/)(?:terraform\.tfvars|[^/]*\.auto\.tfvars)(?:\.json)?$/.test(uri);
}

function isFirst(uri: string): boolean {
  return /(?:^|\/)terraform\.tfvars(?:\.json)?$/.test(uri);
}

function ofTree(tree: Tree, at: Place): Value {
  if (tree.kind === 'scalar') {
    return typeof tree.value === 'string' ? textAt(tree.value, at) : plainAt(tree.value, at);
  }
  if (tree.kind === 'seq')
    return listAt(
      tree.items.map((item) => ofTree(item, at)),
      at,
    );
  return objectAt(
    entriesOf(tree).map(({ key, value }) => [key, ofTree(value, at)] as const),
    at,
  );
}
