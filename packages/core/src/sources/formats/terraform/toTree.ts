import type { Span } from '../../../util/text.js';
import type { Reading } from '../../reading.js';
import type { Entry, IntrinsicTree, ScalarTree, Tree } from '../../tree.js';
import { reportOnce } from './module.js';
import { knownText } from './value.js';
import type { Run, TextValue, UnknownValue, Value } from './types.js';

/** Where a tree is made: what stands outside `bounds` or in another file is shown at `at`, where it was brought in. */
export interface Site {
  readonly run: Run;
  readonly reading: Reading;
  /** The statement that is read. */
  readonly bounds: Span;
  /** The expression that is read. */
  readonly at: Span;
  /** Variables of a root module as their defaults: for what is no name of a resource. */
  readonly assume: boolean;
  /** Rewrites each text. */
  readonly change?: (text: string) => string;
}

/** A value as the tree that policies are read from: a choice is an `Fn::If`, what is open a text that holds its symbol. */
export function toTree(value: Value, site: Site): Tree {
  const placed = { span: spanOf(value, site), literal: isHere(value, site) };
  switch (value.kind) {
    case 'text':
      return textTree(value, site);
    case 'plain':
      return plainTree(value.value, placed.span, placed.literal);
    case 'list':
      return { kind: 'seq', items: value.items.map((item) => toTree(item, within(site, value))), ...placed };
    case 'object': {
      const inner = within(site, value);
      const entries = [...value.entries].map(([key, entry]): Entry => ({
        key,
        keySpan: isHere(value, site) ? entry.keySpan : placed.span,
        value: toTree(entry.value, inner),
      }));
      return { kind: 'map', entries, ...placed };
    }
    case 'choice':
      return choiceTree(
        value.values.map((each) => toTree(each, site)),
        placed.span,
      );
    case 'unknown':
      return unknownTree(value, site);
    case 'json':
      return toTree(value.value, site);
    default:
      return symbolTree(`\${Fn::Terraform:${value.kind}}`, site.at);
  }
}

/** A list's or an object's own place becomes the place of what it brings in from elsewhere. */
function within(site: Site, value: Value): Site {
  return isHere(value, site) ? { ...site, at: value.at.span } : site;
}

function isHere({ at }: Value, { reading, bounds }: Site): boolean {
  return at.reading === reading && at.span.from >= bounds.from && at.span.to <= bounds.to;
}

function spanOf(value: Value, site: Site): Span {
  return isHere(value, site) ? value.at.span : site.at;
}

function textTree(value: TextValue, site: Site): ScalarTree {
  const span = spanOf(value, site);
  const text = site.change?.(value.text) ?? value.text;
  const literal = value.literal && isHere(value, site);
  return { kind: 'scalar', value: text, text, style: 'double', content: span, span, literal };
}

function plainTree(value: number | boolean | null, span: Span, literal: boolean): ScalarTree {
  const text = value === null ? '' : String(value);
  return { kind: 'scalar', value, text, style: 'plain', content: span, span, literal };
}

function symbolTree(text: string, span: Span): ScalarTree {
  return { kind: 'scalar', value: text, text, style: 'double', content: span, span, literal: false };
}

/** A variable's list becomes a list of symbols, one an item; a text of it that is no resource is its default. */
function unknownTree(value: UnknownValue, site: Site): Tree {
  const { assumed, symbol } = value;
  const span = spanOf(value, site);
  if (assumed?.kind === 'list') {
    const items = assumed.items.map((item, index) => {
      const name = `${symbol.slice(0, -1)}[${index}]}`;
      return site.assume || knownText(item) === undefined ? toTree(item, site) : symbolTree(name, span);
    });
    return { kind: 'seq', items, span, literal: false };
  }
  if (assumed !== undefined && (site.assume || knownText(assumed) === undefined)) {
    return toTree(assumed, { ...site, at: span });
  }
  if (value.opaque || site.assume) {
    const why = 'This expression cannot be resolved from the module alone; it is kept as it stands.';
    reportOnce(site.run, site.reading, 'unresolved', 'expression-unresolved', span, why);
  }
  return symbolTree(symbol, span);
}

/** One of the trees, in the form that CloudFormation's readers know. A null among them is nothing. */
export function choiceTree(trees: readonly Tree[], span: Span): Tree {
  const nothing: Tree = intrinsic('Ref', symbolTree('AWS::NoValue', span), span);
  const options = trees.map((tree) => (tree.kind === 'scalar' && tree.value === null ? nothing : tree));
  const test = symbolTree('', span);
  return options.reduceRight((rest, tree) =>
    intrinsic('Fn::If', { kind: 'seq', items: [test, tree, rest], span, literal: false }, span),
  );
}

function intrinsic(name: string, arg: Tree, span: Span): IntrinsicTree {
  return { kind: 'intrinsic', name, arg, span, literal: false };
}
