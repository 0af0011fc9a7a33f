import assert from 'node:assert/strict';
import { kindOf, placeOf, type FileKind } from './place.js';

const august = { account: '111122223333', region: 'eu-west-1', day: '2026-08-01' };
const nowhere = { account: '', region: '', day: '' };
const name = '111122223333_CloudTrail_eu-west-1_20260801T1505Z_A6kvhMoVeCsc7v8U.json.gz';

const places: readonly [path: string, place: typeof nowhere][] = [
  [`/logs/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/08/01/${name}`, august],
  [`AWSLogs/o-a1b2c3/111122223333/CloudTrail/eu-west-1/2026/08/01/x.json`, august],
  [`111122223333/CloudTrail/eu-west-1/2026/08/01/x`, august],
  [`C:\\logs\\111122223333\\CloudTrail\\eu-west-1\\2026\\08\\01\\x.json`, august],
  [`/downloads/${name}`, august],
  ['/x/111122223333_CloudTrail_us-gov-west-1-20260801T2358.json', { ...august, region: 'us-gov-west-1' }],
  // The path says what CloudTrail wrote the file for, whatever its name is.
  [
    `/111122223333/CloudTrail/us-east-1/2026/08/02/${name}`,
    { ...august, region: 'us-east-1', day: '2026-08-02' },
  ],
  ['/logs/2026/08/01/x.json', nowhere],
  ['/AWSLogs/1111/CloudTrail/eu-west-1/2026/08/01/x.json', nowhere],
  ['/AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/08/01/x.json', nowhere],
  ['/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/08/01/deeper/x.json', nowhere],
  ['x.json', nowhere],
];

const kinds: readonly [path: string, kind: FileKind][] = [
  ['a/x.json', 'log'],
  ['a/x.json.gz', 'log'],
  ['a/X.JSON.GZ', 'log'],
  ['a/x.ndjson', 'log'],
  ['a/x.jsonl', 'log'],
  ['a/x.log', 'log'],
  ['a/x.gz', 'log'],
  ['a/events-2026', 'log'],
  ['a/x.zip', 'packed'],
  ['a/x.json.zst', 'packed'],
  ['a/x.parquet', 'packed'],
  ['a/readme.txt', 'other'],
  ['a/.DS_Store', 'other'],
  ['a/.x.json', 'other'],
  ['a/x.json.tmp', 'other'],
  ['a/CloudTrail-Digest/eu-west-1/x.json.gz', 'other'],
  ['a/CloudTrail-Insight/eu-west-1/x.json.gz', 'other'],
  ['a/1_CloudTrail-Digest_eu-west-1_x.json.gz', 'other'],
  ['a\\CloudTrail-Digest\\x.json.gz', 'other'],
];

describe('placeOf', () => {
  for (const [path, place] of places) {
    it(path, () => {
      assert.deepEqual(placeOf(path), place);
    });
  }
});

describe('kindOf', () => {
  for (const [path, kind] of kinds) {
    it(`${path} is ${kind}`, () => {
      assert.equal(kindOf(path), kind);
    });
  }
});
