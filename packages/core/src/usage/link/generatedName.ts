/**
 * The names CloudFormation gives where a template states none: `<stack>-<LogicalId>-<suffix>`.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html, which shows the form
 * and says no more. The rest is read off published names of deployed functions and roles (CDK, SAM and Amplify
 * projects): the suffix has 12 or 13 upper-case letters and digits in older stacks, 12 of mixed case in newer ones; a
 * name that would be too long has its stack or its logical id cut, or both to about half each, so that the whole comes
 * to the limit or one less. The cut is blind: a stack part may end in `-`
 * (`aws-mre-search-streaming--streamSummaryJsServiceRol-…`).
 */
export interface GeneratedName {
  /** As it stands in the name: the whole stack name, or its beginning. */
  readonly stack: string;
  readonly logicalId: string;
  readonly suffix: string;
}

/** Where a generated name was recognised: what of it was cut. */
export interface GeneratedFit {
  readonly stack: string;
  readonly stackCut: boolean;
  readonly logicalIdCut: boolean;
}

export interface GeneratedQuery {
  readonly logicalId: string;
  /** Undefined: any stack. */
  readonly stack: string | undefined;
  /** The longest name the resource type allows. */
  readonly max: number;
  /** Buckets and repositories: all in lower case. */
  readonly lowerCase?: boolean;
}

/** Splits at the last two hyphens; logical ids hold letters and digits only, so no other split is possible. */
export function splitGeneratedName(name: string): GeneratedName | undefined {
  const last = name.lastIndexOf('-');
  const middle = name.lastIndexOf('-', last - 1);
  if (last <= 0 || middle <= 0) return undefined;
  const suffix = name.slice(last + 1);
  if (!/^[A-Za-z0-9]{12,13}$/.test(suffix)) return undefined;
  return { stack: name.slice(0, middle), logicalId: name.slice(middle + 1, last), suffix };
}

/** Whether CloudFormation could have made this name for this logical id (of this stack); undefined where not. */
export function fitGeneratedName(name: string, query: GeneratedQuery): GeneratedFit | undefined {
  const parts = splitGeneratedName(name);
  if (parts === undefined) return undefined;
  const fold = (text: string): string => (query.lowerCase === true ? text.toLowerCase() : text);
  const shortest = shortestCut(name, query.max);
  const logicalId = fitPart(parts.logicalId, fold(query.logicalId), shortest);
  const stack =
    query.stack === undefined
      ? fitUnknownStack(parts.stack, shortest)
      : fitPart(parts.stack, fold(query.stack), shortest);
  if (logicalId === undefined || stack === undefined) return undefined;
  return { stack: parts.stack, stackCut: stack === 'cut', logicalIdCut: logicalId === 'cut' };
}

/**
 * Whether two stack parts, each whole or cut, can come from one stack. A role and a function of one stack are cut at
 * different places when their logical ids differ in length.
 */
export function sameStack(a: GeneratedFit, b: GeneratedFit): boolean {
  if (a.stack === b.stack) return true;
  if (a.stackCut && b.stack.startsWith(a.stack)) return true;
  return b.stackCut && a.stack.startsWith(b.stack);
}

type PartFit = 'whole' | 'cut' | undefined;

function fitPart(part: string, whole: string, shortest: number): PartFit {
  if (part === whole) return 'whole';
  return part.length >= shortest && whole.startsWith(part) ? 'cut' : undefined;
}

function fitUnknownStack(part: string, shortest: number): PartFit {
  return part.length >= shortest ? 'cut' : 'whole';
}

/** What is left of a part that was cut: about half of the room. Infinite where the name is too short to be cut. */
function shortestCut(name: string, max: number): number {
  const hyphensAndSuffix = 15;
  return name.length >= max - 1 && name.length <= max
    ? Math.floor((max - hyphensAndSuffix) / 2)
    : Number.POSITIVE_INFINITY;
}
