import type { EventRule } from '../types.js';
import { rulesOfLines } from './lines.js';

/**
 * Rows of the tables "API operations defined by ..." of the Service Authorization Reference that the name of the operation
 * does not give. AWS lists one set an operation; here the action of the operation's own name, or else all of one, is what
 * it always needs, the others (tags, roles, connections, sub-items of a batch) what it may need. Rows that only add
 * tagging or iam:PassRole are left out where the request's parameters show it.
 * An action of the operation's own name that the table does not list, though the catalog has it, is kept as possible.
 */
const tables: Readonly<Record<string, string>> = {
  dynamodb: `
    CreateTable: . + AssociateTableReplica CreateTableReplica PutResourcePolicy BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem
    RestoreTableFromBackup: . + BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem
    RestoreTableToPointInTime: . + AssociateTableReplica CreateTableReplica BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem
    UpdateTable: . + CreateTable CreateTableReplica CreateGlobalTableWitness DeleteGlobalTableWitness BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem ReplicateSettings WriteDataForReplication
  `,
  glue: `
    BatchDeleteConnection: . + DeleteConnection
    BatchDeleteTableVersion: . + DeleteTableVersion
    BatchGetBlueprints: . + GetBlueprint
    BatchGetCustomEntityTypes: . + GetCustomEntityType
    BatchGetDataQualityResult ListDataQualityStatisticAnnotations ListDataQualityStatistics: GetDataQualityResult
    BatchGetDevEndpoints: . + GetDevEndpoint
    BatchGetJobs: . + GetJob
    BatchGetTriggers: . + GetTrigger
    BatchGetWorkflows: . + GetWorkflow
    BatchPutDataQualityStatisticAnnotation: PutDataQualityStatisticAnnotation
    BatchUpdatePartition: . + UpdatePartition
    CreateCatalog CreateDatabase CreateTable CreateTableOptimizer: . + PassConnection
    CreateConnection: . + DescribeConnectionType PassConnection
    CreateJob CreateSession StartJobRun UpdateJob: . + GetUsageProfile
    CreatePartitionIndex DeletePartitionIndex: UpdateTable + .
    DeleteColumnStatisticsForPartition UpdateColumnStatisticsForPartition: UpdatePartition + .
    DeleteColumnStatisticsForTable UpdateColumnStatisticsForTable: UpdateTable + .
    GetCatalogs: . + athena:GetCatalogs
    GetTable: . + athena:GetTable
    GetTables: . + athena:GetTables
    GetColumnStatisticsForPartition: GetPartition + .
    GetColumnStatisticsForTable: GetTable + .
    GetJob GetJobs: . + iam:PassRole
    GetUnfilteredPartitionMetadata: GetPartition
    GetUnfilteredPartitionsMetadata: GetPartitions
    GetUnfilteredTableMetadata: GetTable
    UpdateTable UpdateTableOptimizer: . + PassConnection
  `,
  lambda: `
    CreateMicrovmImage RunMicrovm UpdateMicrovmImage: . + PassNetworkConnector iam:PassRole
    DeleteResourcePolicy: . + RemovePermission
    GetFunction: . + ListTags
    GetResourcePolicy: . + GetPolicy
    InvokeAsync: . + InvokeFunction
    PutResourcePolicy: . + AddPermission RemovePermission
  `,
  logs: `
    CreateLookupTable UpdateLookupTable: . + GetQueryResults
    DeleteAccountPolicy: . + DeleteDataProtectionPolicy DeleteIndexPolicy DeleteRetentionPolicy DeleteSubscriptionFilter DeleteTransformer
    DescribeQueries GetLogGroupFields StopQuery: . + FilterLogEvents
    FilterLogEvents GetLogEvents: . + Unmask
    GetLogRecord GetQueryResults: . + FilterLogEvents Unmask
    ListLogGroups: . + DescribeLogGroups
    PutAccountPolicy: . + PutDataProtectionPolicy PutIndexPolicy PutRetentionPolicy PutSubscriptionFilter PutTransformer iam:PassRole
    StartQuery: . + DescribeLogGroups DescribeQueryDefinitions FilterLogEvents Unmask
  `,
  'redshift-data': `
    GetStatementResultV2: GetStatementResult
  `,
  secretsmanager: `
    BatchGetSecretValue: . + GetSecretValue ListSecrets
    CreateSecret: . + ReplicateSecretToRegions
    RotateSecret: . + iam:PassRole
    ValidateResourcePolicy: . + PutResourcePolicy
  `,
};

const page = (prefix: string): string =>
  `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${prefix}.html, API operations`;

export const operationTableRules: readonly EventRule[] = Object.entries(tables).flatMap(([prefix, text]) =>
  rulesOfLines({ stem: prefix, prefix, source: page(prefix), confidence: 'documented' }, text),
);
