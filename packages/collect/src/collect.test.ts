import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { emptySnapshot, encodeSnapshot, type Snapshot } from '@leastwise/core';
import { collect, readUsage } from './collect.js';
import { writeSnapshot } from './snapshotFile.js';
import { logGz, logText, record, records, withFolder } from './testkit/folder.js';
import type { CollectOptions, Progress } from './types.js';

type Files = Record<string, string | Buffer>;
type Settings = Omit<CollectOptions, 'from'>;

const inAugust = (day: string, name: string): string =>
  `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/08/${day}/${name}`;

const read = (snapshot: Snapshot): number =>
  snapshot.partitions.reduce((sum, partition) => sum + partition.read, 0);

/** Collects a folder: the records read, and `file code` of each problem. */
async function collected(
  files: Files,
  settings: Settings = {},
): Promise<{ value: Snapshot; read: number; problems: string[] }> {
  let result: { value: Snapshot; read: number; problems: string[] } | undefined;
  await withFolder(files, async (folder) => {
    const { value, problems } = await collect({ from: folder, ...settings });
    const shown = problems.map(({ uri, code }) => `${path.basename(uri)} ${code}`);
    result = { value, read: read(value), problems: shown };
  });
  assert.ok(result);
  return result;
}

const good = records(2);
const lines = (list: readonly unknown[]): string => list.map((each) => JSON.stringify(each)).join('\n');

const envelopes: readonly [what: string, name: string, content: string | Buffer][] = [
  ['a log file', 'x.json', logText(good)],
  ['a gzipped log file', 'x.json.gz', logGz(good)],
  ['a gzipped log file under a wrong name', 'x.json', logGz(good)],
  ['an unpacked log file under a wrong name', 'x.json.gz', logText(good)],
  ['a log file without a dot in its name', 'x', logGz(good)],
  [
    'a gzip file of two members',
    'x.json.gz',
    Buffer.concat(good.map((each) => gzipSync(JSON.stringify(each)))),
  ],
  ['a list', 'x.json', JSON.stringify(good)],
  ['lines', 'x.ndjson', lines(good)],
  ['gzipped lines', 'x.ndjson.gz', gzipSync(lines(good))],
  [
    'LookupEvents output',
    'x.json',
    JSON.stringify({ Events: good.map((each) => ({ CloudTrailEvent: JSON.stringify(each) })) }),
  ],
];

const bad: readonly [what: string, content: string | Buffer, code: string, kept: number][] = [
  ['cut gzip data', logGz(records(400)).subarray(0, 1000), 'gzip-cut', -1],
  ['gzip data with a wrong checksum', wrongChecksum(), 'gzip-damaged', 2],
  ['damaged gzip data', damagedGzip(), 'gzip-damaged', -1],
  ['a zip file', Buffer.from('PK\u0003\u0004rest'), 'format-unsupported', 0],
  ['HTML', '<html><body>403</body></html>', 'not-json', 0],
  ['gzipped HTML', gzipSync('<html></html>'), 'not-json', 0],
  ['text', 'Access Denied', 'not-json', 0],
  ['nothing', '', 'file-empty', 0],
  ['gzipped nothing', gzipSync(''), 'file-empty', 0],
  ['a record without a time', logText([...good, record({ eventTime: 'now' })]), 'record-broken', 2],
  ['a record that is a number', logText([...good, 7]), 'record-broken', 2],
  ['a broken line', `${lines(good)}\n{"eventName":\n`, 'json-cut', 2],
  ['a cut file', logText(good).slice(0, -30), 'json-cut', 1],
  [
    'bytes that are no UTF-8',
    Buffer.from(logText([...good, record({ userAgent: '\u00ff' })]), 'latin1'),
    'invalid-utf8',
    3,
  ],
];

function wrongChecksum(): Buffer {
  const bytes = logGz(good);
  bytes.writeUInt32LE((bytes.readUInt32LE(bytes.length - 8) ^ 1) >>> 0, bytes.length - 8);
  return bytes;
}

function damagedGzip(): Buffer {
  const noise = Array.from({ length: 400 }, (_, index) =>
    record({ requestID: Math.sin(index).toString(36).repeat(20) }),
  );
  const bytes = gzipSync(logText(noise), { level: 1 });
  return Buffer.concat([
    bytes.subarray(0, bytes.length - 500),
    Buffer.alloc(300, 0xff),
    bytes.subarray(bytes.length - 200),
  ]);
}

describe('collect', () => {
  for (const [what, name, content] of envelopes) {
    it(`reads ${what}`, async () => {
      const result = await collected({ [name]: content });
      assert.deepEqual([result.read, result.problems], [2, []]);
      const streamed = await collected({ [name]: content }, { limits: { wholeFile: 100 } });
      assert.deepEqual(streamed.value, result.value);
    });
  }

  for (const [what, content, code, kept] of bad) {
    it(`has one message for ${what}, keeps what is good of it, and reads the rest`, async () => {
      const files = { 'bad.json': content, 'good.json': logText(records(3)) };
      for (const limits of [{}, { wholeFile: 100 }]) {
        const result = await collected(files, { limits });
        assert.deepEqual(result.problems, [`bad.json ${code}`]);
        // A stream gives nothing of the piece in which it fails.
        const isStream = 'wholeFile' in limits && code === 'gzip-damaged';
        if (kept >= 0) assert.equal(result.read, 3 + (isStream ? 0 : kept));
        else assert.ok(result.read > 3 && result.read < 400, `${result.read} records`);
      }
    });
  }

  it('has no problem with an empty folder, nor with one of other files', async () => {
    const folders: Files[] = [
      {},
      { 'readme.txt': 'x', '.DS_Store': 'x' },
      { 'CloudTrail-Digest/x.json.gz': 'x' },
    ];
    for (const files of folders) {
      const { value, problems } = await collected(files);
      assert.deepEqual([value, problems], [emptySnapshot, []]);
    }
  });

  it('notes other JSON in a folder, and refuses it where it was named', async () => {
    await withFolder({ 'package.json': '{"name":"x"}' }, async (folder) => {
      const kinds = async (from: string) =>
        (await collect({ from })).problems.map(({ kind, code }) => [kind, code]);
      assert.deepEqual(await kinds(folder), [['input', 'not-cloudtrail']]);
      assert.deepEqual(await kinds(path.join(folder, 'package.json')), [['unreadable', 'not-cloudtrail']]);
    });
  });

  it('does not wait for pipes, and ends on links in a circle', async () => {
    await withFolder({ 'a/x.json': logText(good) }, async (folder) => {
      execFileSync('mkfifo', [path.join(folder, 'a', 'pipe.json')]);
      symlinkSync(folder, path.join(folder, 'a', 'up'));
      const { value, problems } = await collect({ from: [folder, path.join(folder, 'gone')] });
      assert.equal(read(value), 2);
      assert.deepEqual(problems.map(({ code }) => code).sort(), ['file-missing', 'not-a-file']);
    });
  });

  it('says what it can not read yet', async () => {
    const { problems } = await collect({ from: ['s3://bucket/x', 'lookup', 'athena:a.b', 'trino:a.b.c'] });
    assert.deepEqual(
      problems.map(({ kind, code, uri }) => `${kind} ${code} ${uri}`),
      [
        'unreadable source-unsupported athena:a.b',
        'unreadable source-unsupported lookup',
        'unreadable source-unsupported s3://bucket/x',
        'unreadable source-unsupported trino:a.b.c',
      ],
    );
  });
});

describe('collect, compressed beyond measure', () => {
  // Repeats one record: unpacks to far more than it has.
  const many = gzipSync(
    `{"Records":[${JSON.stringify(good[0])}${`,${JSON.stringify(good[0])}`.repeat(3000)}]}`,
    { level: 9 },
  );

  it('stops reading', async () => {
    const limits = { inflateRatio: 20, inflateFloor: 300_000, wholeFile: 300_000 };
    const result = await collected({ 'bomb.json.gz': many, 'good.json': logText(records(3)) }, { limits });
    assert.deepEqual(result.problems, ['bomb.json.gz gzip-bomb']);
    assert.ok(result.read > 300 && result.read < 2500, `${result.read} records`);
  });

  const honest: readonly [why: string, limits: CollectOptions['limits']][] = [
    ['below the floor', { inflateRatio: 2, inflateFloor: 10_000_000, wholeFile: 1000 }],
    ['below the ratio', { inflateRatio: 10_000, inflateFloor: 1000, wholeFile: 1000 }],
    ['by default', {}],
  ];
  for (const [why, limits] of honest) {
    it(`reads a file that is ${why}`, async () => {
      const result = await collected({ 'x.json.gz': many }, { limits });
      assert.deepEqual([result.read, result.problems], [3001, []]);
    });
  }
});

describe('collect, coverage', () => {
  it('keeps the day of a log file without events', async () => {
    const { value, problems } = await collected({
      [inAugust('02', 'x.json.gz')]: logGz([]),
      [inAugust('03', 'y.json')]: '<html>',
    });
    assert.deepEqual(problems, ['y.json not-json']);
    assert.deepEqual(value.partitions, [
      { account: '111122223333', region: 'eu-west-1', day: '2026-08-02', read: 0, duplicates: 0, rows: [] },
    ]);
  });

  it('keeps the day of a file beside the days of its events', async () => {
    const { value } = await collected({ [inAugust('02', 'x.json')]: logText(good) });
    assert.deepEqual(
      value.partitions.map(({ day, read: count }) => [day, count]),
      [
        ['2026-08-01', 2],
        ['2026-08-02', 0],
      ],
    );
  });

  it('takes account and region of old records from the path, else from the options', async () => {
    const old = record({ recipientAccountId: undefined, awsRegion: undefined });
    const place = ({ value }: { value: Snapshot }) =>
      value.partitions.map(({ account, region }) => `${account} ${region}`);
    const path999 = 'AWSLogs/999999999999/CloudTrail/us-east-1/2026/08/01/x.json';
    assert.deepEqual(place(await collected({ [path999]: logText([old]) })), ['999999999999 us-east-1']);
    const settings = { account: '888888888888', region: 'eu-north-1' };
    assert.deepEqual(place(await collected({ 'x.json': logText([old]) }, settings)), [
      '888888888888 eu-north-1',
    ]);
  });
});

describe('collect, filters', () => {
  const days = [
    '2026-07-31T23:59:59Z',
    '2026-08-01T00:00:00Z',
    '2026-08-01T12:00:00Z',
    '2026-08-02T00:00:00Z',
  ];
  const files: Files = {
    'x.json': logText(days.map((eventTime) => record({ eventTime }))),
    'y.json': logText([record({ awsRegion: 'us-east-1' }), record({ recipientAccountId: '444455556666' })]),
    [inAugust('05', 'z.json')]: logText([]),
  };
  const cases: readonly [settings: Settings, read: number, partitions: number][] = [
    [{}, 6, 6],
    [{ since: '2026-08-01' }, 5, 5],
    [{ until: '2026-08-01' }, 1, 1],
    [{ since: '2026-08-01', until: '2026-08-02' }, 4, 3],
    [{ since: '2026-08-01T12:00:00Z', until: '2026-08-01T14:00:00+02:00' }, 0, 0],
    [{ since: '2026-08-02' }, 1, 2],
    [{ account: '444455556666' }, 1, 1],
    [{ region: 'us-east-1' }, 1, 1],
    [{ account: '444455556666', region: 'us-east-1' }, 0, 0],
  ];
  for (const [settings, expected, partitions] of cases) {
    it(JSON.stringify(settings), async () => {
      const result = await collected(files, settings);
      assert.deepEqual(
        [result.read, result.value.partitions.length, result.problems],
        [expected, partitions, []],
      );
    });
  }

  it('says that a date is none, and reads everything', async () => {
    for (const since of ['yesterday', '2026-8-1', '2026-13-01', '2026-08-01T10:00']) {
      const result = await collected(files, { since });
      assert.deepEqual([result.read, result.problems], [6, [' date-invalid']]);
    }
  });
});

describe('collect, threads', () => {
  function corpus(): Files {
    const files: Files = { 'bad.json': '<html>', 'old.json': logText(records(5)) };
    for (let file = 0; file < 40; file++) {
      const day = String(1 + (file % 6)).padStart(2, '0');
      const list = records(20, { eventTime: `2026-08-${day}T10:00:00Z`, eventName: `Event${file % 3}` });
      // Delivered twice, and the copy a day late.
      files[inAugust(day, `${file}.json.gz`)] = logGz([...list, list[0]]);
      files[inAugust(String(2 + (file % 6)).padStart(2, '0'), `late-${file}.json.gz`)] = logGz(
        list.slice(0, 3),
      );
    }
    return files;
  }

  it('gives the same bytes for any number of threads and any batches', async () => {
    const files = corpus();
    const expected = await collected(files, { threads: 0 });
    assert.equal(expected.read, 40 * 24 + 5);
    const duplicates = expected.value.partitions.reduce((sum, partition) => sum + partition.duplicates, 0);
    assert.equal(duplicates, 40 * 4);
    const settings: Settings[] = [
      { threads: 1 },
      { threads: 3 },
      { threads: 3, limits: { batch: 1 } },
      { threads: 0, limits: { batch: 1 } },
    ];
    for (const each of settings) {
      const result = await collected(files, each);
      assert.equal(encodeSnapshot(result.value), encodeSnapshot(expected.value), JSON.stringify(each));
      assert.deepEqual(result.problems, expected.problems);
    }
  });

  for (const threads of [0, 2]) {
    it(`tells its progress, with ${threads} threads`, async () => {
      const seen: Progress[] = [];
      await collected(corpus(), { threads, onProgress: (progress) => seen.push(progress) });
      assert.equal(seen.length, 82);
      const last = seen.at(-1);
      assert.deepEqual([last?.filesDone, last?.files, last?.records], [82, 82, 40 * 24 + 5]);
      assert.equal(last?.bytesDone, last?.bytes);
    });

    it(`stops when it is told to, with ${threads} threads`, async () => {
      const controller = new AbortController();
      const reason = new Error('enough');
      const stopped = collected(corpus(), {
        threads,
        signal: controller.signal,
        onProgress: () => {
          controller.abort(reason);
        },
      });
      await assert.rejects(stopped, reason);
      await assert.rejects(collected({}, { threads, signal: AbortSignal.abort(reason) }), reason);
    });
  }
});

describe('collect, snapshots', () => {
  it('reads a snapshot that was named, and applies the filter', async () => {
    const { value } = await collected({
      'x.json': logText([...good, record({ eventTime: '2026-08-03T00:00:00Z' })]),
    });
    await withFolder({}, async (folder) => {
      const file = path.join(folder, 'usage.json.gz');
      await writeSnapshot(value, file);
      assert.deepEqual(await readUsage(file), { value, problems: [] });
      const { value: part } = await readUsage(file, { since: '2026-08-02' });
      assert.deepEqual(
        part.partitions.map(({ day }) => day),
        ['2026-08-03'],
      );
    });
  });

  it('does not count a snapshot beside the logs it was made of', async () => {
    await withFolder({ 'x.json': logText(good) }, async (folder) => {
      const { value } = await collect({ from: folder });
      await writeSnapshot(value, path.join(folder, 'usage.json'));
      assert.deepEqual(await collect({ from: folder }), { value, problems: [] });
    });
  });

  it('reports a snapshot that is damaged', async () => {
    const { problems } = await collected({ 'usage.json': '{"format":"leastwise-usage","version":7}' });
    assert.deepEqual(problems, ['usage.json snapshot-newer']);
  });
});

describe('collect, standard input', () => {
  const script = `
    import { collect } from ${JSON.stringify(new URL('./index.js', import.meta.url).href)};
    const { value, problems } = await collect({ from: '-' });
    console.log(value.partitions.reduce((sum, { read }) => sum + read, 0), problems.map(({ uri, code }) => uri + ' ' + code).join());
  `;
  const inputs: readonly [what: string, input: string | Buffer, output: string][] = [
    ['lines', lines(good), '2 \n'],
    ['a log file', logText(good), '2 \n'],
    ['gzipped lines', gzipSync(lines(good)), '2 \n'],
    [
      'cut gzip data',
      gzipSync(lines(good), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -1),
      '2 - gzip-cut\n',
    ],
    ['nothing', '', '0 - file-empty\n'],
  ];
  for (const [what, input, output] of inputs) {
    it(`reads ${what}`, () => {
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        input,
      });
      assert.equal(stdout.toString(), output, stderr.toString());
    });
  }
});
