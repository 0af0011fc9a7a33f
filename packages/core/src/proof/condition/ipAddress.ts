import { never, type ValueTest } from './family.js';

/** A CIDR block; addresses are numbers of `bits` bits, so that IPv4 and IPv6 never mix. */
export interface Block {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * IpAddress and NotIpAddress: an address or CIDR block, IPv4 or IPv6. Without a prefix length the block is one address.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function compileIpAddress(expected: string): ValueTest {
  const block = parseBlock(expected);
  if (!block) return never;
  return (text) => {
    const actual = parseBlock(text);
    return (
      actual !== undefined &&
      actual.bits === block.bits &&
      actual.first >= block.first &&
      actual.last <= block.last
    );
  };
}

/** Bits behind the prefix are cut off: `203.0.113.7/24` is `203.0.113.0/24`. */
export function parseBlock(text: string): Block | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  const bits = address.includes(':') ? 128 : 32;
  const value = bits === 128 ? parseV6(address) : parseV4(address);
  if (value === undefined || rest.length > 0) return undefined;
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > bits)) return undefined;
  const free = BigInt(bits - Number(length ?? bits));
  const first = (value >> free) << free;
  return { bits, first, last: first + (1n << free) - 1n };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  const head = parseGroups(halves[0] ?? '');
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '') : [];
  if (!head || !tail || halves.length > 2) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** Groups of 16 bits; an IPv4 address may stand for the last two. */
function parseGroups(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const embedded = part.includes('.') && index === parts.length - 1 ? parseV4(part) : undefined;
    if (embedded !== undefined) groups.push(embedded >> 16n, embedded & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
