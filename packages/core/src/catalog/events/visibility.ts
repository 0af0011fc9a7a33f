import { findAction } from '../catalog.js';
import type { CatalogAction, Visibility } from '../types.js';
import { apiGatewayMethods } from './apigateway.js';
import { unmodelledActions, unmodelledPrefixes } from './data/unmodelled.js';
import { unreadDataTypes } from './data/unreadDataTypes.js';
import { dataRows, dataTypeOf } from './dataTypes.js';
import { hiddenRowOf } from './hidden.js';
import { planeOf } from './planes.js';
import { allRules } from './rules.js';
import { eventSourceOf } from './sources.js';
import { words } from './words.js';

/**
 * What CloudTrail can show of an action, before any trail setting is looked at. Whatever we have no evidence for is
 * `unknown`, which keeps the grant. `management` is an inference for most actions: an API operation that authorises it
 * exists, the service has a documented event source, and it is in no list of data events.
 * Needs the catalog (`prepare`).
 */
export function visibilityOf(action: string): Visibility {
  const found = findAction(action);
  if (found === undefined) return { kind: 'unknown', because: 'not in the catalog' };
  const hidden = hiddenRowOf(found.name);
  if (hidden) return { kind: hidden.kind, because: hidden.source };
  const data = dataTypeOf(found.name);
  if (data) return { kind: 'data', type: data.type, readOnly: isReadOnly(found), because: data.source };
  return management(found);
}

function management(action: CatalogAction): Visibility {
  const [prefix = '', name = ''] = action.name.split(':');
  const eventSource = eventSourceOf(prefix);
  const unknown = whyUnknown(action);
  if (unknown !== undefined) return { kind: 'unknown', because: unknown };
  if (eventSource === undefined) {
    return { kind: 'unknown', because: 'no event source is documented for this service' };
  }
  const plane = planeOf(prefix, name);
  if (plane ? !plane.management : withDataTypes.has(prefix)) {
    const because =
      plane?.row.source ?? 'the service has data events; which of its calls they are is not known';
    return { kind: 'unknown', because };
  }
  const because = plane?.row.source ?? 'an API operation that no list of data events names';
  return { kind: 'management', eventSource, readOnly: isReadOnly(action), because };
}

/** Whether an API operation of the action's own name is known, so that an event of that name can be. */
export function hasOperation(action: string): boolean {
  const [prefix = '', name = ''] = action.split(':');
  return unmodelled.get(prefix)?.has(name.toLowerCase()) !== true && !withoutModel.has(prefix);
}

function whyUnknown(action: CatalogAction): string | undefined {
  if (byRule.has(action.name.toLowerCase())) return undefined;
  if (action.permissionOnly) return 'a permission without an API operation (December 2025 data)';
  if (!hasOperation(action.name)) {
    return 'no API operation of this name is known';
  }
  return undefined;
}

/**
 * `readOnly` as CloudTrail logs it, inferred from the access level: AWS publishes no list. The exceptions are calls
 * whose level is Write and whose events are read events, and the reverse.
 */
function isReadOnly(action: CatalogAction): boolean {
  if (writeDespiteLevel.has(action.name.toLowerCase())) return false;
  return (
    action.level === 'Read' || action.level === 'List' || readDespiteLevel.has(action.name.toLowerCase())
  );
}

const readDespiteLevel = new Set(
  words(
    // CloudTrail user guide: Encrypt, Decrypt and GenerateDataKey are logged as read events, Disable, Delete and
    // ScheduleKey as write events. The other uses of a key go with the first. AssumeRole: recorded events.
    `kms:Decrypt kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyPair kms:GenerateDataKeyPairWithoutPlaintext
     kms:GenerateDataKeyWithoutPlaintext kms:GenerateMac kms:GenerateRandom kms:ReEncryptFrom kms:ReEncryptTo
     kms:Sign kms:Verify kms:VerifyMac kms:DeriveSharedSecret
     sts:AssumeRole sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity`.toLowerCase(),
  ),
);

/** A condition check has no event of its own but that of the transaction, a write. */
const writeDespiteLevel = new Set(['dynamodb:conditioncheckitem']);

const unmodelled = new Map<string, ReadonlySet<string>>(
  unmodelledActions
    .split('\n')
    .filter((line) => line.includes(': '))
    .map((line) => {
      const [prefix = '', names = ''] = line.split(': ');
      return [prefix, new Set(words(names.toLowerCase()))];
    }),
);
const withoutModel = new Set(words(unmodelledPrefixes));

/** Actions that calls of another name are known to be authorised by. */
const byRule = new Set([
  ...apiGatewayMethods.map((action) => action.toLowerCase()),
  ...allRules().flatMap((rule) => {
    const events = new Set(words(rule.events));
    return words(`${rule.certain ?? ''} ${rule.oneOf ?? ''}`)
      .filter((action) => !(events.size === 1 && events.has(action.split(':')[1] ?? '')))
      .map((action) => action.toLowerCase());
  }),
]);

const withDataTypes = new Set([
  ...dataRows.map((row) => row.prefix),
  ...unreadDataTypes
    .split('\n')
    .map((line) => line.split(':')[0] ?? '')
    .filter((prefix) => prefix !== ''),
]);
