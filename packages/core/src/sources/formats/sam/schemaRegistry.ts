import type { SourceStatement } from '../../model.js';
import { child, listOf, stringOf, type Tree } from '../../tree.js';
import { madeStatement, type Place } from './statements.js';
import { isSet, textsOf } from './values.js';

/** An ARN's parts, `registry/NAME` the sixth. */
const registryPart = 5;

/**
 * `SchemaRegistryConfig` of a Kafka event: secrets of the registry, and a Glue registry where SAM can tell that it is one.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-msk.html
 */
export function schemaRegistry(properties: Tree | undefined, place: Place): SourceStatement[] {
  const config = child(properties, 'SchemaRegistryConfig');
  if (!isSet(config)) return [];
  const { reading } = place;
  const secrets = listOf(child(config, 'AccessConfigs')).map((access) =>
    madeStatement(['secretsmanager:GetSecretValue'], textsOf(child(access, 'URI'), reading), place),
  );
  const uri = child(config, 'SchemaRegistryURI');
  const name = registryName(uri);
  if (name === undefined) return secrets;
  const schemas = `arn:\${AWS::Partition}:glue:\${AWS::Region}:\${AWS::AccountId}:schema/${name}/*`;
  return [
    ...secrets,
    madeStatement(['glue:GetRegistry'], textsOf(uri, reading), place),
    madeStatement(['glue:GetSchemaVersion'], [schemas], place),
  ];
}

/**
 * As SAM cuts it: at every colon, those of `${AWS::AccountId}` included, so that a registry named with the account in
 * `!Sub` is not told. Region and partition are filled in before.
 */
function registryName(uri: Tree | undefined): string | undefined {
  const isSub = uri?.kind === 'intrinsic' && uri.name === 'Fn::Sub';
  const text = stringOf(isSub ? uri.arg : uri)
    ?.replaceAll('${AWS::Region}', 'region')
    .replaceAll('${AWS::Partition}', 'aws');
  const part = text?.startsWith('arn') ? text.split(':')[registryPart] : undefined;
  return part?.startsWith('registry/') ? part.slice('registry/'.length) : undefined;
}
