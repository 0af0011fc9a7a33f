import type { HclBlock, HclBody } from '../../../sources/hcl/syntax.js';
import type { Source, SourcePolicy } from '../../../sources/model.js';
import type { Span } from '../../../util/text.js';
import { indentOf, lineStart } from '../layout.js';
import { editOf, type LocalEdit, type Refused } from '../local.js';
import type { HclSite } from './sites.js';

/** Policies that are resources of their own, and go without changing any other resource. */
const removable = new Set([
  'aws_iam_role_policy',
  'aws_iam_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
]);

/** What attaches one policy to one holder: without the policy it means nothing. */
const attachments = new Set([
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
  'aws_iam_policy_attachment',
]);

/** A file, its blocks, and the texts of all files that are at hand. */
export interface Surroundings {
  readonly source: Source;
  readonly body: HclBody;
  readonly texts: ReadonlyMap<string, Source> | undefined;
}

/**
 * The blocks that go with a policy of which nothing stays: its resource, what attaches it, and the data sources that its
 * statements stand in where nothing else reads them. Refused where anything else names the policy.
 *
 * An `inline_policy` never goes: without any, Terraform leaves the role's inline policies as they are
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role#inline_policy).
 */
export function blocksOfPolicy(
  policy: SourcePolicy,
  sites: readonly HclSite[],
  around: Surroundings,
): Span[] | Refused {
  const { body, source } = around;
  const [, type = '', name = ''] = /[#.](aws_iam_\w+)\.([\w-]+)$/.exec(policy.id) ?? [];
  if (!removable.has(type)) return wouldBeEmpty(`${policy.name} is no resource of its own.`);
  const resource = body.blocks.find((block) => isBlock(block, 'resource', type, name));
  if (resource === undefined) return wouldBeEmpty('Its resource stands in another file.');
  if (resource.body.attributes.some((each) => each.name === 'count' || each.name === 'for_each')) {
    return wouldBeEmpty('Its resource makes several policies, or none.');
  }
  if (!holdsOnly(resource, sites, around)) {
    return wouldBeEmpty('Its document is put together of more than these statements.');
  }
  const gone: HclBlock[] = [resource];
  const attached = body.blocks.filter(
    (block) =>
      block.type === 'resource' &&
      attachments.has(block.labels[0] ?? '') &&
      mentionsIn(source.text.slice(block.span.from, block.span.to), `${type}.${name}`).length > 0,
  );
  gone.push(...attached);
  const namer = gone.find((block) => isNamedElsewhere(addressOf(block), gone, around));
  if (namer !== undefined) return wouldBeEmpty(`Something else names ${addressOf(namer)}.`);
  return withDocuments(gone, sites, around).map(({ span }) => span);
}

/** Whether the policy's document is these statements and nothing that was not read: that must not go with them. */
function holdsOnly(resource: HclBlock, sites: readonly HclSite[], { body, source }: Surroundings): boolean {
  const value = resource.body.attributes.find(({ name }) => name === 'policy')?.value;
  if (value === undefined) return false;
  const written = source.text.slice(value.span.from, value.span.to);
  const name = /^data\.aws_iam_policy_document\.([\w-]+)\.json$/.exec(written)?.[1];
  if (name !== undefined) {
    const document = body.blocks.find((block) => isBlock(block, 'data', 'aws_iam_policy_document', name));
    return document !== undefined && isAllOf(document, sites);
  }
  const isPlain = !/\b(?:concat|flatten|merge|compact|setunion|tolist|distinct|for)\b|\?/.test(written);
  return isPlain && sites.every((site) => isWithin(site, value.span) && isListOf(site, sites));
}

function isAllOf({ body }: HclBlock, sites: readonly HclSite[]): boolean {
  return (
    body.attributes.every(({ name }) => name === 'version' || name === 'policy_id') &&
    body.blocks.length === sites.length &&
    sites.every((site) => site.kind === 'block' && body.blocks.includes(site.block))
  );
}

function isListOf(site: HclSite, sites: readonly HclSite[]): boolean {
  if (site.kind !== 'object') return false;
  if (site.list === undefined) return sites.length === 1;
  return site.list.items.length === sites.length;
}

function isWithin({ span }: HclSite, outer: Span): boolean {
  return outer.from <= span.from && span.to <= outer.to;
}

function withDocuments(
  gone: readonly HclBlock[],
  sites: readonly HclSite[],
  around: Surroundings,
): HclBlock[] {
  const documents = around.body.blocks.filter(
    (block) =>
      block.type === 'data' &&
      sites.some(({ span }) => block.span.from <= span.from && span.to <= block.span.to),
  );
  const all = [...gone];
  // One that another reads goes after that other: as many rounds as there are documents.
  for (let round = 0; round < documents.length; round++) {
    const next = documents.find(
      (block) => !all.includes(block) && !isNamedElsewhere(addressOf(block), [...all, block], around),
    );
    if (next === undefined) break;
    all.push(next);
  }
  return all;
}

function isBlock({ type, labels }: HclBlock, kind: string, first: string, second: string): boolean {
  return type === kind && labels[0] === first && labels[1] === second;
}

function addressOf({ type, labels }: HclBlock): string {
  return [...(type === 'data' ? ['data'] : []), ...labels].join('.');
}

/** Whether a file of the folder names an address outside of the blocks that go. Without the files, it may. */
function isNamedElsewhere(
  address: string,
  gone: readonly HclBlock[],
  { source, texts }: Surroundings,
): boolean {
  if (texts === undefined) return true;
  const folder = folderOf(source.uri);
  const siblings = [...texts.values()].filter(
    ({ uri }) => /\.tf(?:\.json)?$/i.test(uri) && folderOf(uri) === folder && uri !== source.uri,
  );
  if (siblings.some(({ text }) => mentionsIn(text, address).length > 0)) return true;
  return mentionsIn(source.text, address).some(
    (at) => !gone.some(({ span }) => span.from <= at && at < span.to),
  );
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** Where a text names an address: not as a part of a longer name. */
function mentionsIn(text: string, address: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const isWhole = !/[\w.-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + address.length] ?? ' ');
    if (isWhole) found.push(at);
  }
  return found;
}

function wouldBeEmpty(why: string): Refused {
  const reason = `Nothing of the policy is needed, and it cannot be taken out: ${why}`;
  return { part: 'policy', code: 'would-be-empty', reason };
}

/** Takes a block out: its lines with the blank line above it; at the top of a file, the one below. */
export function removeBlock({ from, to }: Span, text: string): LocalEdit {
  const start = lineStart(text, from);
  const newline = text.indexOf('\n', to);
  const end = newline < 0 ? text.length : newline + 1;
  const hasLines =
    from - start === indentOf(text, from).length &&
    /^[ \t]*(?:(?:#|\/\/).*)?\r?\n?$/.test(text.slice(to, end));
  if (!hasLines) return editOf(from, to, '');
  const above = lineStart(text, Math.max(0, start - 1));
  if (start > 0 && text.slice(above, start).trim() === '') return editOf(above, end, '');
  const below = text.indexOf('\n', end) + 1;
  const isBlankBelow = start === 0 && below > 0 && text.slice(end, below).trim() === '';
  return editOf(start, isBlankBelow ? below : end, '');
}

/** Removals that meet as one, each place once. */
export function mergeRemovals(edits: readonly LocalEdit[]): LocalEdit[] {
  const merged: LocalEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.from - b.span.from)) {
    const last = merged.at(-1);
    if (last === undefined || last.span.to < edit.span.from) merged.push(edit);
    else merged[merged.length - 1] = editOf(last.span.from, Math.max(last.span.to, edit.span.to), '');
  }
  return merged;
}
