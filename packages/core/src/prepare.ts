import { catalogReady, loadCatalog } from './catalog/catalog.js';
import { loadManagedPolicies, managedPoliciesReady } from './catalog/managedPolicies.js';
import { loadTypeScript, typescriptReady } from './sources/formats/cdk/program/typescript.js';
import { hclReady, loadHclParser } from './sources/hcl/parser.js';
import { invariant } from './util/invariant.js';

/** The bytes that a host has loaded itself. Nothing here is needed where core may import its own files. */
export interface PrepareInput {
  /**
   * Formats whose parsers are wanted beside those that are always there: `terraform`, and `cdk` for programs. Default:
   * all but `cdk`, whose parser is the TypeScript compiler (9 MB of code): it is loaded only where it is named.
   */
  readonly formats?: readonly string[];
  /** The HCL grammar as WebAssembly, alone or by any name. Default: the bundled one. */
  readonly wasm?: Uint8Array | Readonly<Record<string, Uint8Array>>;
  /** The catalog as JSON, plain or gzipped: a record of IAM prefix to encoded service. Default: the bundled one. */
  readonly catalog?: Uint8Array | string;
  /** The AWS managed policies as text, plain or gzipped, as catalog/managedPolicies.ts says. Default: the bundled ones. */
  readonly managedPolicies?: Uint8Array | string;
}

/** Thirty times the real one; a catalog above this is a gzip bomb. */
const largestCatalog = 32 * 1024 * 1024;

/**
 * Loads what the analysis needs; everything after it is synchronous. May be called again: without `catalog` it leaves
 * alone what is loaded. Rejects where the given catalog is no catalog: that is a mistake of the host, not of its user.
 */
export async function prepare(input: PrepareInput = {}): Promise<void> {
  if (input.catalog !== undefined) loadCatalog(parseCatalog(await textOf(input.catalog)));
  else if (!catalogReady()) loadCatalog((await import('./catalog/data/services.js')).services);
  if (input.managedPolicies !== undefined) loadManagedPolicies(await textOf(input.managedPolicies));
  else if (!managedPoliciesReady()) {
    const { packedManagedPolicies } = await import('./catalog/data/managedPolicies.js');
    loadManagedPolicies(await textOf(decodeBase64(packedManagedPolicies)));
  }
  if (input.formats?.includes('terraform') ?? true) await prepareHcl(input.wasm);
  if (input.formats?.includes('cdk') ?? false) await prepareTypeScript();
}

/** A host that cannot give the compiler reads everything else: what needs it is then a problem of its own. */
async function prepareTypeScript(): Promise<void> {
  if (typescriptReady()) return;
  const module = await import('typescript').catch(() => undefined);
  if (module !== undefined) loadTypeScript(module.default);
}

/** The runtime is always the bundled one: it must fit the package's own code. */
async function prepareHcl(given: PrepareInput['wasm']): Promise<void> {
  if (hclReady()) return;
  const { grammar, runtime } = await import('./sources/hcl/data/wasm.js');
  const all = given instanceof Uint8Array ? [given] : Object.values(given ?? {});
  const own = all.find(isGrammar) ?? (await gunzip(decodeBase64(grammar)));
  await loadHclParser(await gunzip(decodeBase64(runtime)), own);
}

/** Whether a module exports a tree-sitter language for HCL (`tree_sitter_hcl`, `tree_sitter_terraform`). */
function isGrammar(bytes: Uint8Array): boolean {
  return /tree_sitter_(?:hcl|terraform)\b/.test(new TextDecoder('latin1').decode(bytes));
}

function decodeBase64(text: string): Uint8Array {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

function parseCatalog(text: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  invariant(isRecord, 'prepare was given a catalog that is not a JSON object');
  const entries = Object.entries(value as object);
  const isCatalog = entries.length > 0 && entries.every(([, service]) => typeof service === 'string');
  invariant(isCatalog, 'prepare was given a catalog without services, or with a service that is not text');
  return value as Record<string, string>;
}

async function textOf(catalog: Uint8Array | string): Promise<string> {
  if (typeof catalog === 'string') return catalog;
  const gzipped = catalog[0] === 0x1f && catalog[1] === 0x8b;
  return new TextDecoder().decode(gzipped ? await gunzip(catalog) : catalog);
}

async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    invariant(size <= largestCatalog, 'prepare was given a catalog that unpacks to more than 32 MB');
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
