import { liesWithin } from '../util/inclusion.js';
import { hasSymbol } from '../util/symbols.js';
import type { FunctionContext } from '../findings/context.js';
import type { NarrowContext } from './narrowContext.js';

/** Symbols that may stand for a whole ARN or its beginning; physical names alone are too short to be told apart. */
export function collectReferences(context: FunctionContext): NarrowContext['references'] {
  return [...context.values]
    .filter(([, value]) => value.startsWith('arn:'))
    .map(([symbol, value]) => ({ symbol, value }))
    .sort((a, b) => b.value.length - a.value.length || (a.symbol < b.symbol ? -1 : 1));
}

/**
 * Writes a learned pattern in the template's own terms: its logical reference, else the beginning of what is `written`
 * there, else pseudo parameters for partition, region and account. What these cannot say (another region, another account) becomes `*` where the granted pattern
 * holds that too: a literal never gets into a template that held none. Undefined where nothing narrower can be written.
 */
export function toReference(
  pattern: string,
  { written, bound: granted }: { readonly written: string; readonly bound: string },
  context: NarrowContext,
): string | undefined {
  const { model } = context.function;
  const formats: readonly string[] = ['cloudformation', 'serverless', 'terraform'];
  if (!formats.includes(model.format)) return pattern;
  const reference = context.references.find(({ value }) => startsWithWhole(pattern, value));
  if (reference !== undefined) return reference.symbol + pattern.slice(reference.value.length);
  const inOwnWords = withOwnBeginning(pattern, written, context.function);
  if (inOwnWords !== undefined) return inOwnWords;
  return model.hasAccountLiteral ? pattern : withPseudoParameters(pattern, granted, context.function);
}

/**
 * The granted pattern's own beginning, symbols and all, with what is used below it: `arn:aws:s3:::app-${Stage}/*` becomes
 * `arn:aws:s3:::app-${Stage}/in/*`, so that a template of many stages names none of them. Undefined where its symbols do
 * not reach behind the account.
 */
function withOwnBeginning(pattern: string, written: string, context: FunctionContext): string | undefined {
  for (let end = written.lastIndexOf('}') + 1; end > 0; end = written.lastIndexOf('}', end - 2) + 1) {
    const own = written.slice(0, end);
    const bound = context.bind(own);
    if (!hasSymbol(own) || bound.includes('${') || bound.split(':').length < 6) continue;
    if (pattern.startsWith(bound)) return own + pattern.slice(bound.length);
  }
  return undefined;
}

/** The value itself, or it and a part below it: never the beginning of a longer name. */
function startsWithWhole(pattern: string, value: string): boolean {
  return pattern === value || pattern.startsWith(`${value}/`) || pattern.startsWith(`${value}:`);
}

/** `arn:aws:sqs:eu-west-1:111122223333:queue`, segment by segment; a bucket ARN has neither region nor account. */
function withPseudoParameters(arn: string, granted: string, context: FunctionContext): string | undefined {
  const [head, partition = '', service = '', region = '', account = '', ...rest] = arn.split(':');
  if (head !== 'arn' || rest.length === 0) return arn;
  const here = symbolFor(region, 'Region', context);
  const own = symbolFor(account, 'AccountId', context);
  const opened = [
    head,
    partition,
    service,
    here === undefined ? '*' : region,
    own === undefined ? '*' : account,
  ];
  if (!liesWithin([...opened, ...rest].join(':'), granted)) return undefined;
  const symbol = symbolFor(partition, 'Partition', context) ?? partition;
  return [head, symbol, service, here ?? '*', own ?? '*', ...rest].join(':');
}

/** A pseudo parameter only where it is known to have this very value: another region's name has no symbol. */
function symbolFor(segment: string, name: PseudoName, context: FunctionContext): string | undefined {
  if (segment === '' || segment === '*') return segment;
  const symbols = context.model.format === 'terraform' ? placesIn(name, context) : [`\${AWS::${name}}`];
  return symbols.find((symbol) => context.values.get(symbol) === segment);
}

type PseudoName = 'Region' | 'AccountId' | 'Partition';

const dataSources: Readonly<Record<PseudoName, RegExp>> = {
  Region: /^\$\{data\.aws_region\.[\w-]+\.name\}$/,
  AccountId: /^\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}$/,
  Partition: /^\$\{data\.aws_partition\.[\w-]+\.partition\}$/,
};

/** The data sources of the root module that say it. */
function placesIn(name: PseudoName, { values }: FunctionContext): string[] {
  return [...values.keys()].filter((symbol) => dataSources[name].test(symbol));
}
