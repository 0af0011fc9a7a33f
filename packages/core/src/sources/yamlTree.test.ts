import assert from 'node:assert/strict';
import { unmark } from '../testkit/marked.js';
import type { Span } from '../util/text.js';
import { parseJsonTree } from './jsonTree.js';
import { child, entriesOf, type Tree } from './tree.js';
import { parseYamlTree } from './yamlTree.js';

/** The value under `k` of a YAML text, where the marks say it stands. */
function assertSpan(marked: string): Tree {
  const { text, spans } = unmark(marked);
  const { tree, issues } = parseYamlTree(text);
  assert.deepEqual(issues, []);
  const value = child(tree, 'k');
  assert.ok(value);
  assert.deepEqual(sliceOf(text, value.span), sliceOf(text, spans[0]));
  assert.deepEqual(value.span, spans[0]);
  return value;
}

function sliceOf(text: string, span: Span | undefined): string {
  return span ? text.slice(span.from, span.to) : '';
}

/** A tree without its places, for comparing what it says. */
function plain(tree: Tree | undefined): unknown {
  switch (tree?.kind) {
    case undefined:
      return undefined;
    case 'scalar':
      return tree.value;
    case 'seq':
      return tree.items.map(plain);
    case 'map':
      return entriesOf(tree).map(({ key, value }) => [key, plain(value)]);
    case 'intrinsic':
      return { [tree.name]: plain(tree.arg) };
  }
}

describe('spans of YAML values', () => {
  const values = [
    'k: «plain text» # comment',
    "k: «'single'»",
    'k: «"double"»\n',
    'k: «!Ref x»',
    "k: «!Sub 'x'»  \n\n",
    'k: «!GetAtt\n  - a\n  - b»\n\nnext: 1',
    'k:   «&a x»',
    'k: «&a !Sub x»',
    'k: «!Sub &a x»',
    'k: &a\n  «b: 1\n  c: [2]» # comment\n\n# more\nd: 1'.replace('&a\n  «', '«&a\n  '),
    'k:\n  «a: 1»\n\n\nb: 2',
    'k:\n«- a\n- b: 1\n  c: 2»\nb: 2',
    'k: «[a, b]» # c',
    'k: «{ a: 1 }»\nb: 1',
    'k: «|\n  a\n  b»\n\nb: 1',
    'k: «>-\n  a\n\n  b»\nb: 1',
    'k: «!Sub |\n  a»\nb: 1',
    'k: «!If [C, a, !Ref AWS::NoValue]»\r\nb: 1',
    'k: «{ Fn::Sub: x }»',
    'k:\n  «Fn::Sub: x»\n',
    '\uFEFFk: «x»',
    '# 𝒳 😀\nk: «"😀"»',
    '---\nk: «x»',
  ];
  for (const marked of values) it(JSON.stringify(marked), () => void assertSpan(marked));

  it('tell the content from the quotes, the tag and the block header', () => {
    const contents = ["k: !Sub '«x»'", 'k: "«x»"', 'k: !Sub |\n«  x\n  y\n»', 'k: «x»'];
    for (const marked of contents) {
      const { text, spans } = unmark(marked);
      const value = child(parseYamlTree(text).tree, 'k');
      const scalar = value?.kind === 'intrinsic' ? value.arg : value;
      assert.ok(scalar?.kind === 'scalar');
      assert.deepEqual(scalar.content, spans[0], marked);
    }
  });
});

describe('aliases and merges', () => {
  it('are resolved, shown where they stand, and not editable', () => {
    const text = 'a: &x s3:Get*\nb: *x\nc: &y [p, q]\nd: *y\ne: &z free\n';
    const { tree, issues } = parseYamlTree(text);
    assert.deepEqual(issues, []);
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((key) => child(tree, key));
    assert.deepEqual([plain(b), plain(d)], ['s3:Get*', ['p', 'q']]);
    assert.equal(sliceOf(text, b?.span), '*x');
    assert.equal(sliceOf(text, d?.span), '&y [p, q]');
    assert.deepEqual(
      [a, b, c, d, e].map((value) => value?.literal),
      [false, false, false, false, true],
    );
  });

  it('merge into what the map itself says, the earlier source first', () => {
    const text = 'x: &x { a: 1, b: 1 }\ny: &y { b: 2, c: 2 }\nk:\n  c: 3\n  <<: [*x, *y]\n';
    const { tree } = parseYamlTree(text);
    const merged = child(tree, 'k');
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => plain(child(merged, key))),
      [1, 1, 3],
    );
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => child(merged, key)?.literal),
      [false, false, true],
    );
  });

  const bad: [string, string, RegExp][] = [
    ['an alias of itself', 'a: &a [1, *a]', /inside the value it repeats/],
    ['two that hold each other', 'a: &a { b: &b [*a] }\nc: *b', /inside the value it repeats/],
    ['a merge of itself', 'a: &a\n  <<: *a\n  b: 1', /inside the value it repeats/],
    ['an alias without anchor', 'a: *nowhere', /no anchor|[Uu]nresolved/],
  ];
  for (const [name, text, message] of bad) {
    it(`${name} is an issue`, () => {
      const { tree, issues } = parseYamlTree(text);
      assert.match(issues.map((issue) => issue.message).join(), message);
      assert.ok(tree);
    });
  }

  it('a bomb is an issue, not a billion nodes', () => {
    const levels = Array.from(
      { length: 30 },
      (_, at) => `l${at + 1}: &l${at + 1} [*l${at}, *l${at}, *l${at}]`,
    );
    const { issues } = parseYamlTree(`l0: &l0 lol\n${levels.join('\n')}\n`);
    assert.equal(issues.length, 1);
    assert.match(issues[0]?.message ?? '', /alias bomb/);
  });
});

describe('the lax pass', () => {
  const accepted: [string, string, unknown][] = [
    ['a quoted scalar that is not indented', "a:\n  k: '{\nx\n}'\n  b: 1\n", ['k', '{ x }']],
    ['a flow collection that is not indented', 'a:\n  k: [\n1,\n2\n]\n  b: 1\n', ['k', [1, 2]]],
  ];
  for (const [name, text, first] of accepted) {
    it(`accepts ${name}, as PyYAML does`, () => {
      const { tree, issues } = parseYamlTree(text);
      assert.deepEqual(issues, []);
      assert.deepEqual((plain(child(tree, 'a')) as unknown[])[0], first);
      assert.equal(plain(child(tree, 'a', 'b')), 1);
    });
  }

  it('does not replace the first where that has fewer errors', () => {
    const { tree, issues } = parseYamlTree('a:\n  b: "open\nc: 1\nd: 2\n');
    assert.ok(issues.length > 0);
    assert.ok(tree);
  });
});

describe('YAML and JSON', () => {
  const same: unknown[] = [
    { a: [1, 'x', true, null, { b: {} }], 'c d': [] },
    { Ref: 'X' },
    { a: { 'Fn::Join': [',', [{ Ref: 'X' }, { 'Fn::GetAtt': ['Y', 'Arn'] }]] } },
    { Ref: { not: 'a reference' } },
    { Ref: 'X', other: 1 },
  ];
  for (const value of same) {
    const text = JSON.stringify(value);
    it(`read ${text} alike`, () => {
      assert.deepEqual(plain(parseYamlTree(text).tree), plain(parseJsonTree(text).tree));
    });
  }
});

describe('several documents in one YAML text', () => {
  const one: readonly string[] = [
    'k: 1\n',
    '---\nk: 1\n',
    '---\nk: 1\n---\n',
    'k: 1\n...\n',
    'k: 1\n---\n# end\n',
  ];
  for (const text of one) {
    it(`${JSON.stringify(text)} is one`, () => assert.deepEqual(parseYamlTree(text).issues, []));
  }

  it('the first is read, and that there is a second one is an issue where it begins', () => {
    const text = 'k: 1\n---\nk: 2\n---\nk: 3\n';
    const { tree, issues } = parseYamlTree(text);
    assert.deepEqual(plain(tree), plain(parseYamlTree('k: 1\n').tree));
    assert.deepEqual(
      issues.map(({ message, span }) => [
        /a second document/.test(message),
        text.slice(span.from, span.from + 4),
      ]),
      [[true, '---\n']],
    );
  });
});
