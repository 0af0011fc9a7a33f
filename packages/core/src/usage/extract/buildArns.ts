import { headAt, type ArnPlan } from './arnPlan.js';
import type { ArnForm } from './arns.js';
import { inForm, onOneLine, secretArn, wholeArn } from './forms.js';
import { append, type Found } from './found.js';
import type { Place } from './places.js';
import {
  fieldsOf,
  inspect,
  LONGEST_TEXT,
  PLAIN,
  textOf,
  UNCLEAN,
  valueAt,
  valuesAt,
  type Path,
} from './read.js';

/** Adds what one row makes of `root`: the record's `requestParameters`, or the record where the plan has no keys. */
export function addArns(found: Found, plan: ArnPlan, root: unknown, place: Place): void {
  if (plan.each) for (const value of valuesAt(root, plan.over)) addArn(found, plan, value, place);
  else addArn(found, plan, valueAt(root, plan.over), place);
}

function addArn(found: Found, plan: ArnPlan, value: unknown, place: Place): void {
  const arn = buildArn(found, plan, value, place);
  if (arn === undefined || (arn === '' && plan.each)) found.isComplete = false;
  else if (arn === '') return;
  else if (plan.row.instead) found.instead = append(found.instead, arn);
  else found.arns = append(found.arns, arn);
}

/** '' where a value is missing or none of an ARN; undefined where one is there of which no ARN can be made. */
function buildArn(found: Found, plan: ArnPlan, root: unknown, place: Place): string | undefined {
  let arn = headOf(found, plan, root, place);
  let { form } = plan.row;
  for (const { path, fallback, after } of plan.values) {
    const given = nameAt(found, root, path, form);
    const name = given === '' ? (fallback ?? '') : given;
    if (name === undefined || name === '') return name;
    if (name.startsWith('arn:') && form !== 'leaf') {
      if (plan.row.ifArn !== undefined) return plan.row.ifArn === 'secret' ? secretArn(name) : name;
      const whole = wholeArn(name, form);
      if (whole === undefined) return undefined;
      arn = whole + after;
    } else {
      const formed = form === undefined ? name : inForm(name, form);
      if (formed === undefined) return undefined;
      // What percent-encoding hid has not been looked at.
      if (form === 'copySource') found.isPlain = false;
      arn += formed + after;
    }
    form = undefined;
  }
  if (plan.head.length === 0 && !arn.startsWith('arn:')) return '';
  return arn.length <= LONGEST_TEXT ? arn : undefined;
}

/** The account is the place's, but where the call names another. */
function headOf(found: Found, plan: ArnPlan, root: unknown, place: Place): string {
  const key = plan.row.account;
  const account = key === undefined ? '' : textOf(fieldsOf<string>(root)[key]);
  if (!place.isPlain || (account !== '' && inspect(account) !== PLAIN)) found.isPlain = false;
  return headAt(plan, place, account);
}

/** What services log in the place of a value that they hide, as recorded. */
const REDACTED = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** '' where it is missing, undefined where it is no name. */
function nameAt(found: Found, root: unknown, path: Path, form: ArnForm | undefined): string | undefined {
  const written = valueAt(root, path);
  const given = form === 'statement' && typeof written === 'string' ? onOneLine(written) : written;
  if (given === undefined || given === '') return '';
  const name = typeof given === 'number' ? String(given) : given;
  if (typeof name !== 'string' || name.length > LONGEST_TEXT || name === REDACTED) return undefined;
  const kind = inspect(name);
  if (kind === UNCLEAN) return undefined;
  if (kind !== PLAIN) found.isPlain = false;
  return name;
}
