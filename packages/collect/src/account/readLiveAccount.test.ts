import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseSource } from '@leastwise/core';
import { readLiveAccount } from './readLiveAccount.js';

const ns = 'https://iam.amazonaws.com/doc/2010-05-08/';
const encoded = (action: string): string =>
  encodeURIComponent(
    JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } }),
  );
const role = (name: string): string =>
  `<member><Path>/</Path><RoleName>${name}</RoleName><RoleId>AROA</RoleId><Arn>arn:aws:iam::111122223333:role/${name}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>${encoded('sts:AssumeRole')}</AssumeRolePolicyDocument><RolePolicyList><member><PolicyName>p</PolicyName><PolicyDocument>${encoded('s3:GetObject')}</PolicyDocument></member></RolePolicyList><AttachedManagedPolicies/></member>`;

/** A page as IAM's Query protocol answers: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
function page(roles: string, marker?: string): string {
  const more =
    marker === undefined
      ? '<IsTruncated>false</IsTruncated>'
      : `<IsTruncated>true</IsTruncated><Marker>${marker}</Marker>`;
  return `<GetAccountAuthorizationDetailsResponse xmlns="${ns}"><GetAccountAuthorizationDetailsResult>${more}<UserDetailList/><GroupDetailList/><RoleDetailList>${roles}</RoleDetailList><Policies/></GetAccountAuthorizationDetailsResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetAccountAuthorizationDetailsResponse>`;
}

function failure(code: string): string {
  return `<ErrorResponse xmlns="${ns}"><Error><Type>Sender</Type><Code>${code}</Code><Message>No, not now</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
}

type Answer = readonly [status: number, body: string];

/** What came in, and how the endpoint answers it. */
interface Endpoint {
  readonly requests: { body: URLSearchParams; signed: boolean }[];
  readonly server: Server;
}

async function serve(answer: (body: URLSearchParams, count: number) => Answer): Promise<Endpoint> {
  const requests: Endpoint['requests'] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const body = new URLSearchParams(text);
      const signed = (request.headers.authorization ?? '').startsWith(
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/',
      );
      requests.push({ body, signed });
      const [status, xml] = answer(body, requests.length);
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${port}`;
  return { requests, server };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

describe('the account itself', function () {
  this.timeout(30_000);
  const saved = { ...process.env };
  let open: Endpoint | undefined;
  before(() => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-west-1',
    });
  });
  afterEach(() => {
    open?.server.closeAllConnections();
    open?.server.close();
  });
  after(() => {
    for (const key of Object.keys(process.env)) if (!(key in saved)) Reflect.deleteProperty(process.env, key);
    Object.assign(process.env, saved);
  });

  it('is asked page by page, again where it throttles, and read like the CLI’s output', async () => {
    open = await serve((body, count) => {
      if (count === 1) return [400, failure('Throttling')];
      return [200, body.get('Marker') === 'm1' ? page(role('two')) : page(role('one'), 'm1')];
    });
    const { source, problems } = await readLiveAccount();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      open.requests.map(({ body, signed }) => [body.get('Action'), body.get('Marker'), signed]),
      [
        ['GetAccountAuthorizationDetails', null, true],
        ['GetAccountAuthorizationDetails', null, true],
        ['GetAccountAuthorizationDetails', 'm1', true],
      ],
    );
    assert.ok(source);
    const { value } = parseSource(source);
    assert.deepEqual(
      value.functions.map(({ name }) => name),
      ['one', 'two'],
    );
    const [policy] = value.policies;
    assert.deepEqual(
      policy?.statements[0]?.action.map(({ text }) => text),
      ['s3:GetObject'],
    );
  });

  const refusals: [string, string][] = [
    ['AccessDenied', 'account-denied'],
    ['InvalidClientTokenId', 'account-unreadable'],
  ];
  for (const [answer, code] of refusals) {
    it(`that answers ${answer} is a problem`, async () => {
      open = await serve(() => [403, failure(answer)]);
      const { source, problems } = await readLiveAccount();
      assert.equal(source, undefined);
      assert.deepEqual(
        problems.map((problem) => [problem.kind, problem.code]),
        [['unreadable', code]],
      );
    });
  }
});
