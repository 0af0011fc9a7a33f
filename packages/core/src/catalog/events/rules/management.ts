import type { EventRule } from '../types.js';

const DATASET = 'iam-dataset map.json 2023 (MIT, facts only)';
const PERMISSIONLESS = 'iam-dataset sdk_permissionless_actions; an explicit Allow is never required';

/** Calls that manage things, and calls that need no permission at all. */
export const managementRules: readonly EventRule[] = [
  {
    stem: 'kms',
    events: 'ReEncrypt',
    certain: 'kms:ReEncryptFrom kms:ReEncryptTo',
    source: `${DATASET}: From on the source key, To on the destination key`,
    confidence: 'documented',
  },
  {
    stem: 'budgets',
    events:
      'CreateBudget CreateNotification CreateSubscriber DeleteBudget DeleteNotification DeleteSubscriber ' +
      'UpdateBudget UpdateNotification UpdateSubscriber',
    certain: 'budgets:ModifyBudget',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'budgets',
    events:
      'DescribeBudget DescribeBudgets DescribeBudgetNotificationsForAccount DescribeBudgetPerformanceHistory ' +
      'DescribeNotificationsForBudget DescribeSubscribersForNotification',
    certain: 'budgets:ViewBudget',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'cassandra',
    events: 'CreateKeyspace CreateTable CreateType',
    certain: 'cassandra:Create',
    source: `${DATASET}; CreateType by analogy`,
    confidence: 'documented',
  },
  {
    stem: 'cassandra',
    events: 'DeleteKeyspace DeleteTable DeleteType',
    certain: 'cassandra:Drop',
    source: `${DATASET}; DeleteType by analogy`,
    confidence: 'documented',
  },
  {
    stem: 'cassandra',
    events:
      'GetKeyspace GetTable ListKeyspaces ListTables ListTagsForResource GetType ListTypes GetTableAutoScalingSettings',
    certain: 'cassandra:Select',
    source: `${DATASET}; types by analogy`,
    confidence: 'documented',
  },
  {
    stem: 'cassandra',
    events: 'UpdateTable UpdateKeyspace',
    certain: 'cassandra:Modify',
    possible: 'cassandra:Alter',
    source: `${DATASET} (table); a keyspace change may be cassandra:Alter`,
    confidence: 'general knowledge',
  },
  {
    stem: 'cassandra',
    events: 'RestoreTable',
    certain: 'cassandra:Restore',
    source: DATASET,
    confidence: 'documented',
  },
  ...['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'].map((name): EventRule => ({
    stem: 'sts',
    events: name,
    certain: `sts:${name}`,
    extras: [
      { facet: 'tags', action: 'sts:TagSession', absent: 'dropped' },
      { facet: 'sourceIdentity', action: 'sts:SetSourceIdentity', absent: 'dropped' },
    ],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
    confidence: 'documented',
  })),
  {
    stem: 'sts',
    events: 'GetFederationToken',
    certain: 'sts:GetFederationToken',
    extras: [{ facet: 'tags', action: 'sts:TagSession', absent: 'dropped' }],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
    confidence: 'documented',
  },
  {
    stem: 'sts',
    events: 'GetCallerIdentity GetSessionToken',
    source: PERMISSIONLESS,
    confidence: 'documented',
  },
  {
    stem: 'signin',
    events:
      'ConsoleLogin CheckMfa SwitchRole ExitRole RenewRole GetSigninToken PasswordRecoveryRequested ' +
      'PasswordRecoveryCompleted PasswordUpdated',
    source: 'CloudTrail user guide, console sign-in events',
    confidence: 'documented',
  },
  {
    stem: 'sso',
    events: 'GetRoleCredentials ListAccounts ListAccountRoles Logout CreateToken Authenticate Federate',
    source: 'access portal: a bearer token, no IAM action',
    confidence: 'documented',
  },
];
