import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { CollectLimits } from '../types.js';
import { packingOf } from './gzip.js';
import { createIntake, type Intake, type Take, type TextCounts } from './intake.js';

/** What stopped a stream before its end. */
export type Fault = 'gzip-cut' | 'gzip-damaged' | 'gzip-bomb' | 'zip';

export interface StreamResult {
  readonly counts: TextCounts;
  readonly fault: Fault | undefined;
}

/**
 * Reads a stream of JSON text, gzipped or not, value by value; what came before a fault is taken. Rejects where the
 * stream itself fails.
 */
export async function takeStream(input: Readable, take: Take, limits: CollectLimits): Promise<StreamResult> {
  const intake = createIntake(take, limits.record);
  const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  const packing = first.done ? undefined : packingOf(first.value);
  const all = chain(first, chunks);
  let fault: Fault | undefined;
  if (packing === 'zip') fault = 'zip';
  else if (packing === 'gzip') fault = await takeGzip(all, intake, limits);
  else await takePlain(all, intake);
  input.destroy();
  return { counts: intake.end(), fault };
}

async function* chain(first: IteratorResult<Buffer>, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value;
}

async function takePlain(chunks: AsyncIterable<Buffer>, intake: Intake): Promise<void> {
  for await (const chunk of chunks) if (!intake.feed(chunk)) return;
}

function takeGzip(
  chunks: AsyncIterable<Buffer>,
  intake: Intake,
  limits: CollectLimits,
): Promise<Fault | undefined> {
  return new Promise((resolve, reject) => {
    const source = Readable.from(chunks);
    const gunzip = createGunzip();
    let unpacked = 0;
    const stop = (fault: Fault | undefined): void => {
      source.destroy();
      gunzip.destroy();
      resolve(fault);
    };
    source.on('error', reject);
    gunzip.on('error', (error: NodeJS.ErrnoException) => {
      stop(error.code === 'Z_BUF_ERROR' ? 'gzip-cut' : 'gzip-damaged');
    });
    gunzip.on('end', () => {
      stop(undefined);
    });
    // By events and not by iteration: what was unpacked before an error must not be lost.
    gunzip.on('data', (chunk: Buffer) => {
      unpacked += chunk.length;
      if (isBomb(unpacked, gunzip.bytesWritten, limits)) stop('gzip-bomb');
      else if (!intake.feed(chunk)) stop(undefined);
    });
    source.pipe(gunzip);
  });
}

/** By ratio and by size: an honest file may be small and very repetitive, or large. */
export function isBomb(unpacked: number, packed: number, limits: CollectLimits): boolean {
  return unpacked > limits.inflateFloor && unpacked > limits.inflateRatio * packed;
}
