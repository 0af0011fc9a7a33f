/** An action under whose events another action's use is recorded, though those are events of the other kind. */
export interface Companion {
  readonly action: string;
  /** `same`: on the resource itself. `granted`: wherever the function may use the companion: a copy's target. */
  readonly on: 'same' | 'granted';
}

/**
 * What else a trail must log before the silence about a read says something: a copy reads its source and is one write
 * event, on its target; a PartiQL statement's event is one name for reads and writes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html ,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html ,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html
 */
export function companionsOf(action: string): readonly Companion[] {
  const name = action.toLowerCase();
  if (readByCopies.has(name)) return [{ action: 's3:PutObject', on: 'granted' }];
  if (name === 'dynamodb:partiqlselect') return [{ action: 'dynamodb:PartiQLUpdate', on: 'same' }];
  return name.startsWith('dynamodb:partiql') ? [{ action: 'dynamodb:PartiQLSelect', on: 'same' }] : [];
}

const readByCopies = new Set([
  's3:getobject',
  's3:getobjectversion',
  's3:getobjecttagging',
  's3:getobjectversiontagging',
]);
