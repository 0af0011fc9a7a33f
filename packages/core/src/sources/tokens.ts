import { symbolsOf } from '../util/symbols.js';
import { actionFault, resourceFault } from './grammar.js';
import { alternativesOf, resolveTexts } from './intrinsics.js';
import type { Token } from './model.js';
import { quoted, rangeAt, report, reportFault, type Reading } from './reading.js';
import { isNull, type ScalarTree, type Tree } from './tree.js';

/**
 * The items of Action, NotAction, Resource or NotResource: one or a list, each branch of an `Fn::If` an item of its own.
 * A Resource may stay symbolic; an Action that does is a problem, since nothing can be said of it.
 */
export function readTokens(tree: Tree | undefined, element: string, reading: Reading): Token[] {
  if (tree === undefined) return [];
  const items = itemsOf(tree);
  if (items.length === 0) {
    report(
      reading,
      'input',
      'policy-invalid',
      tree.span,
      `${element} is empty; IAM expects at least one value.`,
    );
  }
  return items.flatMap((item) => readItem(item, element, reading));
}

/**
 * The items of a value that may be one or a list, with lists in lists and all branches of an `Fn::If` laid flat. A branch
 * is no item to edit in place: taking it away leaves half a choice.
 */
export function itemsOf(tree: Tree): Tree[] {
  if (tree.kind === 'seq') return tree.items.flatMap(itemsOf);
  const alternatives = alternativesOf(tree);
  return alternatives[0] === tree
    ? [tree]
    : alternatives.flatMap(itemsOf).map((item) => ({ ...item, literal: false, chosen: true }));
}

function readItem(item: Tree, element: string, reading: Reading): Token[] {
  const isText = item.kind === 'scalar' && typeof item.value === 'string';
  if (isText) checkSub(item, element, reading);
  if (!isText && item.kind !== 'intrinsic') {
    const what = item.kind === 'map' ? 'an object' : isNull(item) ? 'empty' : 'a number or a boolean';
    report(
      reading,
      'input',
      'policy-invalid',
      item.span,
      `This item of ${element} is ${what}; IAM expects a string.`,
    );
    return [];
  }
  const texts = resolveTexts(item, reading);
  const chosen = item.chosen === true || texts.length > 1;
  return texts.map(({ text, opaque, at }) => {
    const isOpen = opaque || (item.kind === 'intrinsic' && text.includes('${'));
    if (isOpen && element.endsWith('Action')) {
      const why = `This item of ${element} cannot be resolved from the template alone; it is kept as it stands.`;
      report(reading, 'unresolved', 'intrinsic-opaque', at.span, why);
    }
    if (!opaque) {
      const fault = element.endsWith('Action') ? actionFault(text) : resourceFault(text);
      reportFault(reading, at.span, text, fault);
    }
    const place = { span: at.span, range: rangeAt(reading, at.span) };
    return { text, ...place, literal: isText && item.literal, ...(chosen && { chosen }) };
  });
}

/** `${Bucket}` outside `Fn::Sub` reaches IAM as it stands, where it matches nothing. */
function checkSub(item: ScalarTree, element: string, reading: Reading): void {
  if (!reading.inTemplate || !item.text.includes('${')) return;
  const [open] = symbolsOf(item.text);
  if (open === undefined) return;
  const why = `${quoted(open)} in this ${element} stands outside !Sub, so CloudFormation does not fill it in; write !Sub before it.`;
  report(reading, 'input', 'sub-missing', item.span, why);
}
