import type { GetAccountAuthorizationDetailsResponse } from '@aws-sdk/client-iam';
import type { Problem, Source } from '@leastwise/core';

/** An account's principals and policies as a source, or why they could not be read. */
export interface LiveAccount {
  /** The answer as `aws iam get-account-authorization-details` prints it, its pages joined. */
  readonly source: Source | undefined;
  readonly problems: readonly Problem[];
}

/** What the account is called among the sources. */
const liveAccountUri = 'account:live';

/** IAM's own limit; fewer, larger pages are throttled less: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
const pageSize = 1000;
/** IAM throttles this call early, and answers after a pause. */
const maxAttempts = 10;

/**
 * Asks the account itself, read only, page by page; throttled calls are tried again, ever slower. Credentials, region and
 * `AWS_ENDPOINT_URL` are those of the ordinary AWS chain. Never rejects for what AWS answers.
 */
export async function readLiveAccount(signal?: AbortSignal): Promise<LiveAccount> {
  try {
    const pages = await readPages(signal);
    return { source: { uri: liveAccountUri, text: accountText(pages) }, problems: [] };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { source: undefined, problems: [problemOf(error)] };
  }
}

/** Loaded at first use: most runs never ask AWS. */
async function readPages(signal: AbortSignal | undefined): Promise<GetAccountAuthorizationDetailsResponse[]> {
  // It would speak of Node versions on standard error, where our own notes go.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { IAMClient, paginateGetAccountAuthorizationDetails } = await import('@aws-sdk/client-iam');
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const client = new IAMClient({ region, maxAttempts, retryMode: 'adaptive' });
  try {
    const pages: GetAccountAuthorizationDetailsResponse[] = [];
    const options = signal === undefined ? undefined : { abortSignal: signal };
    for await (const page of paginateGetAccountAuthorizationDetails({ client, pageSize }, {}, options)) {
      pages.push(page);
    }
    return pages;
  } finally {
    client.destroy();
  }
}

/** One object, documents as objects rather than URL-encoded: what people know from the CLI. */
function accountText(pages: readonly GetAccountAuthorizationDetailsResponse[]): string {
  const account = {
    UserDetailList: pages.flatMap((page) => page.UserDetailList ?? []),
    GroupDetailList: pages.flatMap((page) => page.GroupDetailList ?? []),
    RoleDetailList: pages.flatMap((page) => page.RoleDetailList ?? []),
    Policies: pages.flatMap((page) => page.Policies ?? []),
  };
  return `${JSON.stringify(account, decodeDocument, 2)}\n`;
}

const documents = new Set(['PolicyDocument', 'Document', 'AssumeRolePolicyDocument']);

function decodeDocument(key: string, value: unknown): unknown {
  if (!documents.has(key) || typeof value !== 'string') return value;
  try {
    return JSON.parse(decodeURIComponent(value));
  } catch {
    // The parser says what is wrong with it, in its place.
    return value;
  }
}

function problemOf(error: unknown): Problem {
  const name = error instanceof Error ? error.name : 'Error';
  const text = error instanceof Error ? error.message : String(error);
  const denied = /AccessDenied|NotAuthorized/.test(name);
  const missing = /Credentials/.test(name) || /credentials/i.test(text);
  const [code, hint] = denied
    ? ['account-denied', ' Leastwise needs iam:GetAccountAuthorizationDetails.']
    : missing
      ? ['account-credentials', ' Give credentials as for the AWS CLI.']
      : ['account-unreadable', ''];
  const why = `${name}: ${text}`.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, 300);
  const message = `The account could not be read: ${why}.${hint}`;
  return { kind: 'unreadable', code, uri: liveAccountUri, line: 0, message };
}
