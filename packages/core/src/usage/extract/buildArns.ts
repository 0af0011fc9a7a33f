import { words } from '../../catalog/events/words.js';
import { controlArns } from './arns/control.js';
import { dataArns } from './arns/data.js';
import { messageArns } from './arns/messages.js';
import type { ArnForm, ArnRow } from './arns.js';
import { cleanText, LONGEST_TEXT, own, parsePath, valuesAt, type Path } from './read.js';

/** What a template's `${…}` stand for in one record. */
export interface ArnContext {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** ARNs that a record's parameters name. `complete` is false where it names something that no ARN could be made of. */
export interface BuiltArns {
  readonly arns: readonly string[];
  readonly complete: boolean;
  /** Made by a row that takes the place of all else. */
  readonly instead: boolean;
}

/** A row taken apart: text, `${name}` and `{path}` in turn. */
export interface ArnPlan {
  readonly row: ArnRow;
  readonly over: Path;
  readonly each: boolean;
  readonly parts: readonly Part[];
  readonly ifArn: readonly Part[] | undefined;
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
  const over = row.over ?? 'requestParameters';
  return {
    row,
    over: parsePath(over),
    each: over.includes('[]'),
    parts: parseTemplate(row.arn),
    ifArn: row.ifArn === undefined ? undefined : parseTemplate(row.ifArn),
  };
}

function parseTemplate(template: string): Part[] {
  const parts: Part[] = [];
  for (const piece of template.split(/(\$\{[a-z]+\}|\{[^}]*\})/)) {
    if (piece.startsWith('${')) parts.push({ name: piece.slice(2, -1) as keyof ArnContext });
    else if (piece.startsWith('{')) parts.push({ path: piece === '{}' ? [] : parsePath(piece.slice(1, -1)) });
    else if (piece !== '') parts.push(piece);
  }
  return parts;
}

export function buildArns(plans: readonly ArnPlan[], record: unknown, context: ArnContext): BuiltArns {
  const arns: string[] = [];
  let complete = true;
  for (const plan of plans) {
    for (const value of valuesAt(record, plan.over)) {
      const arn = buildOne(plan, value, context);
      if (arn === 'unfit' || (arn === undefined && plan.each)) complete = false;
      else if (arn !== undefined && plan.row.instead) return { arns: [arn], complete: true, instead: true };
      else if (arn !== undefined) arns.push(arn);
    }
  }
  return { arns, complete, instead: false };
}

/** undefined: a value is missing. `unfit`: a value is there of which no ARN can be made. */
function buildOne(plan: ArnPlan, value: unknown, context: ArnContext): string | undefined {
  let arn = '';
  let first = true;
  const account = plan.row.account === undefined ? undefined : cleanText(own(value, plan.row.account));
  const local = account ? { ...context, account } : context;
  for (const part of plan.parts) {
    if (typeof part === 'string') arn += part;
    else if ('name' in part) arn += local[part.name];
    else {
      const raw = part.path.length === 0 ? value : valuesAt(value, part.path)[0];
      if (raw === undefined || raw === '') return undefined;
      const text = cleanText(typeof raw === 'number' ? String(raw) : raw);
      if (text === undefined) return 'unfit';
      if (text.startsWith('arn:')) {
        if (plan.ifArn) return text;
        arn = plain(text, plan.row.form);
      } else {
        const formed = first ? inForm(text, plan.row.form) : text;
        if (formed === undefined) return 'unfit';
        arn += formed;
      }
      first = false;
    }
  }
  return arn.startsWith('arn:') && arn.length <= LONGEST_TEXT ? arn : undefined;
}

/** An ARN that stands in a parameter, without what a form cuts from its end. */
function plain(arn: string, form: ArnForm | undefined): string {
  if (form === 'logGroup') return arn.endsWith(':*') ? arn.slice(0, -2) : arn;
  if (form === 'parameter') return arn.split(':', 6).join(':');
  return arn;
}

function inForm(text: string, form: ArnForm | undefined): string | undefined {
  switch (form) {
    case 'queueUrl':
      return queueOf(text);
    case 'parameter':
      return (text.startsWith('/') ? text : `/${text}`).split(':', 1)[0];
    case 'function':
      return text.slice(text.lastIndexOf('function:') < 0 ? 0 : text.lastIndexOf('function:') + 9);
    case 'key':
      return text.startsWith('alias/') ? text : `key/${text}`;
    case 'copySource':
      return copySourceOf(text);
    case 'logGroup':
      return text.endsWith(':*') ? text.slice(0, -2) : text;
    case 'model':
      return /^[a-z-]{2,8}\.[a-z0-9-]+\./.test(text) || /^[a-z0-9]{12}$/.test(text) ? undefined : text;
    default:
      return text;
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
    return decodeURIComponent(bare);
  } catch {
    return undefined;
  }
}
