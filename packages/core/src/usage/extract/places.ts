import { inspect, PLAIN } from './read.js';

/** What `${partition}`, `${region}` and `${account}` of an ARN template stand for. One object per place. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Whether none of them holds a character that a policy would take for a wildcard. */
  readonly isPlain: boolean;
}

const places = new Map<string, Place>();
const MOST_PLACES = 10_000;

/**
 * The place with these names; `partition` '': the region's. The same object for the same names, so that what was made
 * for a place is found by identity.
 */
export function placeOf(partition: string, region: string, account: string): Place {
  const key = JSON.stringify([partition, region, account]);
  let place = places.get(key);
  if (place === undefined) {
    const isPlain = inspect(region) === PLAIN && inspect(account) === PLAIN;
    place = { partition: partition || partitionOfRegion(region), region, account, isPlain };
    if (places.size >= MOST_PLACES) places.clear();
    places.set(key, place);
  }
  return place;
}

/** Source: AWS general reference, partitions of ARNs. */
function partitionOfRegion(region: string): string {
  return REGION_PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

const REGION_PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];
