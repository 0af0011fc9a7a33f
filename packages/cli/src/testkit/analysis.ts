import type {
  Analysis,
  Finding,
  FunctionAnalysis,
  GrantAnalysis,
  Problem,
  Usage,
  Verdict,
} from '@leastwise/core';

/** Hand-made analyses for the tests of the renderers. */

const origin = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A grant of `s3:*` on a bucket's objects, with the actions given by verdict. */
export function grant(
  over: Partial<Omit<GrantAnalysis, 'actions'>>,
  actions: Partial<Record<Verdict, string[]>>,
): GrantAnalysis {
  return {
    statement: '0',
    pattern: 's3:*',
    resource: '${Bucket.Arn}/*',
    implied: false,
    uri: 'template.yaml',
    range: { start: { line: 11, character: 6 }, end: { line: 11, character: 10 } },
    resourceRange: origin,
    reasons: {},
    ...over,
    actions: { used: [], possiblyUsed: [], unused: [], notObservable: [], unknown: [], ...actions },
  };
}

/** 1,204 calls of s3:GetObject. */
export function usageOf(over: Partial<Usage> = {}): Usage {
  return {
    action: 's3:GetObject',
    resources: ['arn:aws:s3:::orders-files/in/*'],
    count: 1204,
    possible: 0,
    denied: 0,
    firstSeen: '2026-08-01T00:10:00Z',
    lastSeen: '2026-10-29T23:00:00Z',
    ...over,
  };
}

/** One linked function with one grant, narrowed and proven. */
export function functionOf(over: Partial<FunctionAnalysis> = {}): FunctionAnalysis {
  return {
    id: 'template.yaml#Orders',
    name: 'Orders',
    principal: 'arn:aws:iam::111122223333:role/orders-prod-OrdersRole-1A2B3C4D5E6F',
    session: 'orders-prod-Orders-1A2B3C4D5E6F',
    bindings: { '${Bucket.Arn}': { value: 'arn:aws:s3:::orders-files', because: 'declared name' } },
    grants: [
      grant(
        {
          reasons: { 's3:PutObjectAcl': 'leaves no event', 's3:DeleteObject': 'no call in 90 covered days' },
        },
        { used: ['s3:GetObject'], unused: ['s3:DeleteObject'], notObservable: ['s3:PutObjectAcl'] },
      ),
    ],
    usage: [usageOf()],
    narrowed: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObjectAcl'], Resource: '${Bucket.Arn}/*' },
      ],
    },
    keepAttached: [],
    expiring: [],
    proofs: {
      within: { result: 'holds' },
      covers: { result: 'holds' },
      backtest: { calls: 1204, denied: 0, exact: true },
    },
    ...over,
  };
}

/** An unused action, at the token of `grant`. */
export function findingOf(over: Partial<Finding> = {}): Finding {
  return {
    rule: 'action-unused',
    severity: 'warning',
    message: 's3:DeleteObject was not used in 90 covered days',
    function: 'Orders',
    uri: 'template.yaml',
    range: { start: { line: 11, character: 6 }, end: { line: 11, character: 10 } },
    evidence: {},
    fingerprint: 'f',
    ...over,
  };
}

/** A problem that is not `unreadable`. */
export function problemOf(over: Partial<Problem> = {}): Problem {
  return { kind: 'input', code: 'code', uri: 'logs/a.json', line: 0, message: 'says why', ...over };
}

/** Ninety covered days, one function, one finding. */
export function analysisOf(over: Partial<Analysis> = {}): Analysis {
  return {
    version: 1,
    window: { from: '2026-08-01T00:00:00Z', to: '2026-10-30T00:00:00Z', days: 90, spanDays: 90 },
    coverage: [
      {
        class: 'management',
        covered: true,
        from: '2026-08-01',
        because: 'seen',
        accounts: [],
        regions: [],
        resources: [],
      },
      {
        class: 'data:AWS::S3::Object',
        covered: false,
        from: '',
        because: 'not seen',
        accounts: [],
        regions: [],
        resources: [],
      },
    ],
    events: { read: 5000, duplicates: 12, mapped: 4980, unresolved: [], denied: 3 },
    functions: [functionOf()],
    findings: [findingOf()],
    problems: [],
    ...over,
  };
}
