/**
 * FNV-1a over UTF-16 code units in two 32-bit lanes: 16 hex digits, the same everywhere. For fingerprints and stable
 * names, not for anything that must resist an attacker.
 */
export function hashText(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + at), 0x85ebca6b);
  }
  return hex(a) + hex(b ^ (b >>> 13));
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
