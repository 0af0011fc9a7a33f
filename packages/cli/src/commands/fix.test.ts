import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { dailyEvents, policy, role } from '../testkit/logs.js';
import { replaceFiles } from '../io/replaceFiles.js';
import { makeSandbox, type Ran, type Sandbox } from '../testkit/spawn.js';

const shared = ['--usage', 'logs', '--principal', role, '--now', '2026-11-01T00:00:00Z'];
const fixPolicy = ['fix', 'policy.json', ...shared];

const aliased = `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - &one
            Effect: Allow
            Action: [ssm:GetParameter, ssm:DescribeParameters]
            Resource: '*'
          - <<: *one
            Action: [ssm:ListCommands]
  R:
    Type: AWS::IAM::Role
    Properties: { RoleName: worker, ManagedPolicyArns: [!Ref P] }
  F:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: worker, Role: !GetAtt R.Arn }
`;

describe('leastwise fix', () => {
  let box: Sandbox;
  let before: string;
  beforeEach(() => {
    box = makeSandbox();
    before = policy(['ssm:GetParameter', 'ssm:DescribeParameters']).replace('[{', '[\n{');
    box.put({ 'policy.json': before, 'logs/a.json': JSON.stringify({ Records: dailyEvents(60) }) });
  });
  afterEach(() => box.remove());

  const text = (): string => readFileSync(join(box.folder, 'policy.json'), 'utf8');

  function isQuietEnd(ran: Ran): void {
    assert.deepEqual([ran.code, ran.stdout], [0, ''], ran.stderr);
  }

  it('prints a unified diff, ends with 1, and leaves the file alone', () => {
    const ran = box.run(fixPolicy);
    assert.equal(ran.code, 1, ran.stderr);
    assert.match(ran.stdout, /^--- a\/policy\.json\n\+\+\+ b\/policy\.json\n@@ /);
    assert.match(ran.stdout, /^-.*ssm:DescribeParameters/m);
    assert.match(ran.stderr, /1 file for 1 function would change: --write does it/);
    assert.equal(text(), before);
  });

  it('gives a diff that git applies, to what --write writes', () => {
    const { stdout } = box.run(fixPolicy);
    writeFileSync(join(box.folder, 'fix.patch'), stdout);
    execFileSync('git', ['apply', 'fix.patch'], { cwd: box.folder });
    const applied = text();
    box.put({ 'policy.json': before });
    const ran = box.run([...fixPolicy, '--write']);
    assert.deepEqual([ran.code, ran.stdout], [0, stdout], ran.stderr);
    assert.equal(text(), applied);
  });

  it('changes nothing when it is run again', () => {
    box.run([...fixPolicy, '--write']);
    const after = text();
    isQuietEnd(box.run(fixPolicy));
    isQuietEnd(box.run([...fixPolicy, '--write']));
    assert.equal(text(), after);
  });

  it('keeps the mode, a byte order mark, line ends and a link; leaves no file behind', () => {
    const crlf = `\uFEFF${before.replaceAll('\n', '\r\n')}`;
    box.put({ 'real/policy.json': crlf });
    const real = join(box.folder, 'real/policy.json');
    chmodSync(real, 0o640);
    symlinkSync('real/policy.json', join(box.folder, 'linked.json'));
    const ran = box.run(['fix', 'linked.json', ...shared, '--write']);
    assert.equal(ran.code, 0, ran.stderr);
    const after = readFileSync(real, 'utf8');
    assert.equal(after[0], '\uFEFF');
    assert.doesNotMatch(after, /DescribeParameters|[^\r]\n/);
    assert.equal(statSync(real).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(box.folder, 'linked.json')).isSymbolicLink());
    assert.deepEqual(readdirSync(join(box.folder, 'real')), ['policy.json']);
  });

  it('restricts itself to a rule and a function', () => {
    isQuietEnd(box.run([...fixPolicy, '--rule', 'service-unused']));
    const ran = box.run([
      ...fixPolicy,
      '--rule',
      'action-unused',
      '--function',
      role.split('/').at(-1) ?? '',
    ]);
    assert.equal(ran.code, 1, ran.stderr);
  });

  const refused: readonly (readonly [string[], RegExp])[] = [
    [[...fixPolicy, '--rule', 'no-such-rule'], /--rule no-such-rule is no rule: use action-unknown, /],
    [[...fixPolicy, '--function', 'Nobody'], /--function Nobody is in none of the sources: use /],
    [['fix', 'policy.json'], /--usage is missing/],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.slice(-2).join(' ')}`, () => {
      const ran = box.run(args);
      assert.equal(ran.code, 2);
      assert.match(ran.stderr, message);
      assert.equal(text(), before);
    });
  }

  it('ends with 3 where an input could not be read, and fixes the rest', () => {
    const ran = box.run(['fix', 'policy.json', 'missing.yaml', ...shared]);
    assert.equal(ran.code, 3, ran.stderr);
    assert.match(ran.stderr, /missing\.yaml does not exist/);
    assert.match(ran.stdout, /DescribeParameters/);
  });

  it('says why a policy stays', () => {
    box.put({ 'policy.json': policy(['ssm:DescribeParameters']) });
    const ran = box.run(fixPolicy);
    assert.deepEqual([ran.code, ran.stdout], [0, '']);
    assert.match(ran.stderr, /refused would-be-empty: policy\.json:\d+: .* delete the file instead/);
  });

  it('changes nothing where --out cannot be written', () => {
    const ran = box.run([...fixPolicy, '--write', '--out', 'none/fix.diff']);
    assert.equal(ran.code, 2, ran.stderr);
    assert.equal(text(), before);
  });

  it('narrows what an alias shared until the alias went', () => {
    box.put({ 't.yaml': aliased });
    const args = ['fix', 't.yaml', '--usage', 'logs', '--now', '2026-11-01T00:00:00Z'];
    const ran = box.run([...args, '--write', '--tightness', 'actions']);
    assert.equal(ran.code, 0, ran.stderr);
    const after = readFileSync(join(box.folder, 't.yaml'), 'utf8');
    assert.match(after, /Action: \[ssm:GetParameter\]/, ran.stderr);
    assert.doesNotMatch(after, /\*one/);
    isQuietEnd(box.run([...args, '--tightness', 'actions']));
  });

  it('writes the diff to --out', () => {
    const ran = box.run([...fixPolicy, '--out', 'fix.patch']);
    assert.deepEqual([ran.code, ran.stdout], [1, ''], ran.stderr);
    const checked = spawnSync('git', ['apply', '--check', 'fix.patch'], { cwd: box.folder });
    assert.equal(checked.status, 0, String(checked.stderr));
  });
});

describe('replaceFiles', () => {
  let box: Sandbox;
  beforeEach(() => {
    box = makeSandbox();
    box.put({ 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' });
  });
  afterEach(() => box.remove());

  const replacement = (name: string, before: string): { path: string; before: string; after: string } => ({
    path: join(box.folder, name),
    before,
    after: 'new\n',
  });
  const texts = (): string[] =>
    ['a.yaml', 'b.yaml'].map((name) => readFileSync(join(box.folder, name), 'utf8'));

  it('replaces all', async () => {
    await replaceFiles([replacement('a.yaml', 'a: 1\n'), replacement('b.yaml', 'b: 1\n')]);
    assert.deepEqual(texts(), ['new\n', 'new\n']);
  });

  it('replaces none where one has changed since', async () => {
    await assert.rejects(
      replaceFiles([replacement('a.yaml', 'a: 1\n'), replacement('b.yaml', 'b: 0\n')]),
      /b\.yaml has changed since it was read.*nothing was changed/,
    );
    assert.deepEqual(texts(), ['a: 1\n', 'b: 1\n']);
    assert.deepEqual(readdirSync(box.folder), ['a.yaml', 'b.yaml']);
  });

  it('replaces none where one is gone', async () => {
    await assert.rejects(
      replaceFiles([replacement('a.yaml', 'a: 1\n'), replacement('c.yaml', '')]),
      /nothing was changed/,
    );
    assert.deepEqual(texts(), ['a: 1\n', 'b: 1\n']);
  });

  it('does not touch what is not UTF-8', async () => {
    writeFileSync(join(box.folder, 'a.yaml'), Uint8Array.of(0x61, 0xff, 0x0a));
    await assert.rejects(replaceFiles([replacement('a.yaml', 'a\uFFFD\n')]), /is not UTF-8/);
  });

  it('does not write into a folder that may not be written', async function () {
    // The superuser may write everywhere.
    if (process.getuid?.() === 0) this.skip();
    chmodSync(box.folder, 0o555);
    await assert.rejects(replaceFiles([replacement('a.yaml', 'a: 1\n')]), /nothing was changed/);
    chmodSync(box.folder, 0o755);
  });
});
