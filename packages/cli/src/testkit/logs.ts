const account = '111122223333';

/** Who made every event here. */
export const role = `arn:aws:iam::${account}:role/worker`;

/** One management event of the role, as CloudTrail writes it. */
export function event(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLEEXAMPLE:worker',
      arn: `arn:aws:sts::${account}:assumed-role/worker/worker`,
      accountId: account,
      sessionContext: { sessionIssuer: { type: 'Role', arn: role, accountId: account, userName: 'worker' } },
    },
    eventTime: '2026-08-01T10:00:00Z',
    eventSource: 'ssm.amazonaws.com',
    eventName: 'GetParameter',
    awsRegion: 'eu-west-1',
    requestParameters: { name: '/app/key' },
    responseElements: null,
    eventID: '00000000-0000-4000-8000-000000000000',
    eventType: 'AwsApiCall',
    readOnly: true,
    managementEvent: true,
    eventCategory: 'Management',
    recipientAccountId: account,
    resources: [],
    ...over,
  };
}

/** One such event a day, for `days` days from the first of August 2026. */
export function dailyEvents(days: number): Record<string, unknown>[] {
  return Array.from({ length: days }, (_, day) => {
    const time = new Date(Date.UTC(2026, 7, 1 + day, 10)).toISOString().replace('.000', '');
    return event({ eventTime: time, eventID: `00000000-0000-4000-8000-${String(day).padStart(12, '0')}` });
  });
}

/** A policy of one statement, as JSON. */
export function policy(action: string | string[], resource = '*', sid = 'Only'): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: sid, Effect: 'Allow', Action: action, Resource: resource }],
  });
}
