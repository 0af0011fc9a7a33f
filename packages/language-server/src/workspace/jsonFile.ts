import type { Problem } from '@leastwise/core';
import type { Host } from '../host.js';

const most = 16_000_000;

/** A JSON file, or why it is none. */
export async function readJson(uri: string, host: Host): Promise<{ value: unknown; problem?: Problem }> {
  const bytes = await host.read(uri, most);
  if (bytes === undefined) return { value: undefined, problem: bad(uri, 'cannot be read') };
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return { value: undefined, problem: bad(uri, 'is not JSON') };
  }
}

function bad(uri: string, why: string): Problem {
  return { kind: 'unreadable', code: 'json-syntax', uri, line: 0, message: `${uri} ${why}.` };
}
