import { words } from '../../catalog/events/words.js';
import { controlArns } from './arns/control.js';
import { dataArns } from './arns/data.js';
import { messageArns } from './arns/messages.js';
import type { ArnForm, ArnRow } from './arns.js';
import { cleanText, LONGEST_TEXT, parsePath, splitPath, text, valueAt, valuesAt, type Path } from './read.js';

/** What a template's `${…}` stand for in one record. */
export interface ArnContext {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** ARNs found so far in one record. */
export interface Candidates {
  readonly arns: Set<string>;
  /** Those that take the place of all others. */
  readonly instead: Set<string>;
  /** False once the record names something that no ARN can be made of. */
  complete: boolean;
}

/** A row taken apart: text, `${name}` and `{path}` in turn. */
export interface ArnPlan {
  readonly row: ArnRow;
  /** From `requestParameters`; from the record where `keys` is empty. */
  readonly over: Path;
  readonly each: boolean;
  readonly parts: readonly Part[];
  /** Keys of `requestParameters`, in both spellings, without which the row makes nothing. */
  readonly keys: readonly string[];
}
type Part = string | { readonly name: keyof ArnContext } | { readonly path: Path };

const rows: readonly ArnRow[] = [...dataArns, ...messageArns, ...controlArns];

/** The rows that apply to events of this source and name (without date suffix), taken apart. */
export function planArns(stem: string, eventName: string): readonly ArnPlan[] {
  return rows
    .filter((row) => row.stem === stem || row.stem === '*')
    .filter((row) => row.events === '*' || words(row.events).includes(eventName))
    .map(toPlan);
}

/** All rows, for checks of the table and for collectors that speak SQL. */
export const arnRows: readonly ArnRow[] = rows;

function toPlan(row: ArnRow): ArnPlan {
  const parts = parseTemplate(row.arn);
  if (row.over !== undefined) {
    const { path, keys, each } = splitPath(row.over);
    return { row, over: path, each, parts, keys };
  }
  const value = parts.find((part) => typeof part !== 'string' && 'path' in part);
  const first =
    value !== undefined && typeof value !== 'string' && 'path' in value ? value.path[0] : undefined;
  return { row, over: [], each: false, parts, keys: first ? [first.key, first.other] : [] };
}

function parseTemplate(template: string): Part[] {
  const parts: Part[] = [];
  for (const piece of template.split(/(\$\{[a-z]+\}|\{[^}]*\})/)) {
    if (piece.startsWith('${')) parts.push({ name: piece.slice(2, -1) as keyof ArnContext });
    else if (piece.startsWith('{')) parts.push({ path: parsePath(piece.slice(1, -1)) });
    else if (piece !== '') parts.push(piece);
  }
  return parts;
}

/** Adds what one row makes of `root`: the record's `requestParameters`, or the record where the plan has no keys. */
export function addArns(found: Candidates, plan: ArnPlan, root: unknown, context: ArnContext): void {
  if (plan.each) for (const value of valuesAt(root, plan.over)) addOne(found, plan, value, context);
  else addOne(found, plan, valueAt(root, plan.over), context);
}

function addOne(found: Candidates, plan: ArnPlan, value: unknown, context: ArnContext): void {
  const arn = buildOne(plan, value, context);
  if (arn === UNFIT || (arn === '' && plan.each)) found.complete = false;
  else if (arn !== '') (plan.row.instead ? found.instead : found.arns).add(arn);
}

/** Stands for a value of which no ARN can be made: no ARN begins so. */
const UNFIT = '?';

/** What services log in the place of a value that they hide, as recorded. */
const REDACTED = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** '' where a value is missing. */
function buildOne(plan: ArnPlan, value: unknown, context: ArnContext): string {
  const account = plan.row.account === undefined ? '' : text(value, plan.row.account);
  let arn = '';
  let form = plan.row.form;
  for (const part of plan.parts) {
    if (typeof part === 'string') arn += part;
    else if ('name' in part) arn += part.name === 'account' && account !== '' ? account : context[part.name];
    else {
      const given = valueAt(value, part.path);
      if (given === undefined || given === '') return '';
      const name = cleanText(typeof given === 'number' ? String(given) : given);
      if (name === undefined || name === REDACTED) return UNFIT;
      const isArn = name.startsWith('arn:');
      if (isArn && plan.row.ifArn !== undefined) return plan.row.ifArn === 'secret' ? secretArn(name) : name;
      const formed = isArn ? wholeArn(name, form) : inForm(name, form);
      if (formed === undefined) return UNFIT;
      arn = isArn ? formed : arn + formed;
      form = undefined;
    }
  }
  if (!arn.startsWith('arn:')) return '';
  return arn.length <= LONGEST_TEXT ? arn : UNFIT;
}

/**
 * A call may name a secret by its ARN without the suffix; the permission is always checked on the whole ARN.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html (SecretId)
 */
function secretArn(arn: string): string {
  return /-[A-Za-z0-9]{6}$/.test(arn) ? arn : `${arn}-??????`;
}

/** An ARN that stands in a parameter, without what a form cuts from its end. */
function wholeArn(arn: string, form: ArnForm | undefined): string {
  if (form === 'logGroup') return arn.endsWith(':*') ? arn.slice(0, -2) : arn;
  return form === 'parameter' ? arn.split(':', 6).join(':') : arn;
}

function inForm(name: string, form: ArnForm | undefined): string | undefined {
  switch (form) {
    case 'queueUrl':
      return queueOf(name);
    case 'parameter':
      return (name.startsWith('/') ? name : `/${name}`).split(':', 1)[0];
    case 'function':
      return name.slice(name.lastIndexOf('function:') < 0 ? 0 : name.lastIndexOf('function:') + 9);
    case 'key':
      return name.startsWith('alias/') ? name : `key/${name}`;
    case 'copySource':
      return copySourceOf(name);
    case 'copyBucket':
      return bucketOf(name);
    case 'logGroup':
      return name.endsWith(':*') ? name.slice(0, -2) : name;
    case 'model':
      return /^[a-z-]{2,8}\.[a-z0-9-]+\./.test(name) || /^[a-z0-9]{12}$/.test(name) ? undefined : name;
    default:
      return name;
  }
}

function queueOf(url: string): string | undefined {
  const [name, account] = url.split('/').slice(-2).reverse();
  return name && account && /^\d{12}$/.test(account) ? `${account}:${name}` : undefined;
}

function copySourceOf(header: string): string | undefined {
  const path = header.startsWith('/') ? header.slice(1) : header;
  const bare = path.split('?', 1)[0] ?? '';
  try {
    return cleanText(decodeURIComponent(bare));
  } catch {
    return undefined;
  }
}

/** The bucket of `/bucket/key`; undefined where it is none, an access point for example. */
export function bucketOf(path: string): string | undefined {
  return /^\/?([A-Za-z0-9._-]{3,63})\//.exec(path)?.[1];
}
