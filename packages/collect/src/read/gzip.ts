import { constants, gunzipSync, inflateRawSync } from 'node:zlib';

/** By the first bytes; names lie. */
export function packingOf(bytes: Buffer): 'gzip' | 'zip' | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 0) <= 8 ? 'zip' : undefined;
}

export interface Unpacked {
  readonly text: Buffer;
  /** The checksum or length at the end is wrong. */
  readonly damaged: boolean;
}

/** Undefined where the bytes do not unpack at once: too large, cut, or damaged in the middle. */
export function unpack(bytes: Buffer, largest: number): Unpacked | undefined {
  try {
    return {
      text: gunzipSync(bytes, { maxOutputLength: largest, chunkSize: chunkSizeFor(bytes, largest) }),
      damaged: false,
    };
  } catch (error) {
    const wrongEnd = error instanceof Error && /^incorrect (?:data|length) check$/.test(error.message);
    return wrongEnd ? unpackUnchecked(bytes, largest) : undefined;
  }
}

/** Without the check at the end: the text is whole then, though perhaps not what was written. */
function unpackUnchecked(bytes: Buffer, largest: number): Unpacked | undefined {
  try {
    const options = { maxOutputLength: largest, finishFlush: constants.Z_SYNC_FLUSH };
    return { text: inflateRawSync(bytes.subarray(headerLength(bytes)), options), damaged: true };
  } catch {
    return undefined;
  }
}

/** The last four bytes say the unpacked size, and one chunk is faster than many; but they may lie. */
function chunkSizeFor(bytes: Buffer, largest: number): number {
  const claimed = bytes.length >= 18 ? bytes.readUInt32LE(bytes.length - 4) : 0;
  return Math.max(Math.min(claimed + 1, largest, bytes.length * 40), 16 * 1024);
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
function headerLength(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const named of [8, 16]) {
    if (flags & named) at = bytes.indexOf(0, at) + 1;
  }
  return flags & 2 ? at + 2 : at;
}
