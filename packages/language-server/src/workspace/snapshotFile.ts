import { decodeSnapshot, emptySnapshot, type Problem, type Snapshot } from '@leastwise/core';

/** Packed, and unpacked: what is longer is no snapshot, or a bomb. */
export const largestPacked = 128 * 2 ** 20;
const largestText = 500 * 2 ** 20;

export interface ReadSnapshot {
  readonly snapshot: Snapshot;
  readonly problems: readonly Problem[];
}

/** A snapshot from its bytes, gzipped or plain. Never rejects: what cannot be read is empty, with its problem. */
export async function readSnapshotBytes(bytes: Uint8Array, uri: string): Promise<ReadSnapshot> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = isPacked ? await unpack(bytes) : new TextDecoder().decode(bytes);
  if (typeof text !== 'string') return { snapshot: emptySnapshot, problems: [unreadable(uri, text.why)] };
  const { value, problems } = decodeSnapshot(text, uri);
  return { snapshot: value, problems };
}

async function unpack(bytes: Uint8Array): Promise<string | { why: string }> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let size = 0;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > largestText) return { why: 'it unpacks to more than any snapshot' };
      parts.push(decoder.decode(chunk, { stream: true }));
    }
  } catch {
    return { why: 'its gzip data are cut or damaged; collect it again' };
  }
  return parts.join('') + decoder.decode();
}

function unreadable(uri: string, why: string): Problem {
  return {
    kind: 'unreadable',
    code: 'snapshot-unreadable',
    uri,
    line: 0,
    message: `The usage snapshot: ${why}.`,
  };
}
