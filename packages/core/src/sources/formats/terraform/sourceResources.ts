import { rangeAt } from '../../reading.js';
import type { SourceResource } from '../../model.js';
import { nameArgument } from './attributes.js';
import type { Terraform } from './model.js';

/**
 * The argument that gives a resource its physical name; resources of other types have `name`, or none that is needed.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const nameArguments: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'bucket',
  aws_lambda_function: 'function_name',
  aws_rds_cluster: 'cluster_identifier',
  aws_db_instance: 'identifier',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_elasticsearch_domain: 'domain_name',
  aws_opensearch_domain: 'domain_name',
  aws_ecs_task_definition: 'family',
  aws_efs_file_system: 'creation_token',
};

/** Every resource of the module and of those it calls; data sources with what they look up. */
export function readResources({ found }: Terraform): SourceResource[] {
  return found
    .filter(({ instance: { declared } }) => declared.type.startsWith('aws_') && hasName(declared.type))
    .map(({ instance }) => {
      const { declared, address } = instance;
      return {
        logicalId: address,
        type: declared.type,
        declaredName: nameArgument(instance, nameArguments[declared.type] ?? 'name'),
        range: rangeAt(declared.reading, declared.block.typeSpan),
      };
    });
}

/** Documents are no resources of an account. */
function hasName(type: string): boolean {
  return type !== 'aws_iam_policy_document';
}
