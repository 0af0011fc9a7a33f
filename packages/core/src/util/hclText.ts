import { isPolicyVariable } from './symbols.js';

/**
 * A reference that HCL may hold as it is: names, attributes and literal keys, nothing that is called or read from a file.
 * Other symbols are text.
 */
const reference = /^(?:data\.)?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d{1,6}\]|\["[\w ./:@-]*"\])+$/;

export function isHclReference(name: string): boolean {
  return reference.test(name) && !isPolicyVariable(name);
}

/**
 * A text as an HCL expression: `${aws_sqs_queue.q.arn}` alone is the reference, inside a longer text an interpolation; all
 * else is literal. Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-literals
 */
export function renderHclText(text: string): string {
  const alone = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
  if (alone !== undefined && isHclReference(alone)) return alone;
  return `"${quoteParts(text)}"`;
}

function quoteParts(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let from = text.indexOf('${'); from >= 0; from = text.indexOf('${', done)) {
    const to = text.indexOf('}', from);
    if (to < 0) break;
    const isReference = isHclReference(text.slice(from + 2, to));
    const isEscaped = text[from - 1] === '$';
    if (isReference && !isEscaped) {
      parts.push(escapeHcl(text.slice(done, from)), text.slice(from, to + 1));
      done = to + 1;
    } else {
      parts.push(escapeHcl(text.slice(done, from + 2)));
      done = from + 2;
    }
  }
  parts.push(escapeHcl(text.slice(done)));
  return parts.join('');
}

const escapes = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** A dollar before `${` is written by its code: `$$${` would be read as something else. */
function escapeHcl(text: string): string {
  return text
    .replace(/[\\"\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (char) => escapes.get(char) ?? code(char))
    .replace(/([$%])(?=\1+\{)/g, (char) => code(char))
    .replace(/([$%])\{/g, '$1$1{');
}

function code(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
