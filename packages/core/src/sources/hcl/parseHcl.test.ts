import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { prepareTerraform } from '../../testkit/terraform.js';
import { grammar, grammarSha256, runtime, runtimeSha256 } from './data/wasm.js';
import { decodeText } from './decode.js';
import { parseHcl } from './parseHcl.js';
import { repair } from './repair.js';
import type { HclExpression } from './syntax.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const unpack = (text: string): Buffer => gunzipSync(Buffer.from(text, 'base64'));

describe('the HCL parser', () => {
  before(prepareTerraform);

  it('is the one that was packed, and its runtime that of the installed package', () => {
    assert.equal(sha256(unpack(grammar)), grammarSha256);
    assert.equal(sha256(unpack(runtime)), runtimeSha256);
    const installed = createRequire(import.meta.url).resolve('web-tree-sitter/web-tree-sitter.wasm');
    assert.equal(sha256(readFileSync(installed)), runtimeSha256);
  });

  /** What an expression is, in one line. */
  const shapes: [text: string, shape: string][] = [
    ['"a$${b}\\n\\u00e9"', 'literal "a${b}\\né"'],
    ['-1.5', 'literal -1.5'],
    ['null', 'literal null'],
    ['a.b[0]["c"].1', 'access'],
    ['a[*].b', 'splat'],
    ['a.*.b', 'splat'],
    ['f(x...)', 'call'],
    ['provider::aws::f(x)', 'call'],
    ['a == b.c ? 1 : 2', 'conditional'],
    ['!a && (b || c.d)', 'operation'],
    ['{ a = 1, "b" : 2, (c) = 3 }', 'object'],
    ['[for k, v in x : v if v]', 'for'],
    ['{ for v in x : v => v... }', 'for'],
    ['"%{ if a }x%{ endif }"', 'template'],
  ];
  for (const [text, shape] of shapes) {
    it(text, () => {
      const { body, broken } = parseHcl(`x = ${text}\n`);
      assert.deepEqual(broken, []);
      const value = body.attributes[0]?.value as HclExpression;
      assert.equal(value.kind === 'literal' ? `literal ${JSON.stringify(value.value)}` : value.kind, shape);
      assert.deepEqual(value.span, { from: 4, to: 4 + text.length });
    });
  }

  it('a mended text keeps its places', () => {
    const text = 'a {\n  b = ["x\n  c = "y"\n';
    const repaired = repair(text);
    const mended = repaired.text;
    assert.equal(repaired.place(mended.indexOf('"y"')), text.indexOf('"y"'));
    assert.deepEqual(parseHcl(mended).broken, []);
  });

  it('escapes of strings and of heredocs', () => {
    assert.equal(decodeText('a\\"b\\\\$${x}%%{y}', false), 'a"b\\${x}%{y}');
    assert.equal(decodeText('a\\n$${x}', true), 'a\\n${x}');
  });
});
