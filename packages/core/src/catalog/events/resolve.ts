import { compareText } from '../../util/order.js';
import { findAction, isInCatalog, serviceOf } from '../catalog.js';
import type { Resolution } from '../types.js';
import { apiGatewayActions } from './apigateway.js';
import { facetValues, PARAMETERS_HIDDEN } from './facets.js';
import { stripDate } from './names.js';
import { ruleOf } from './rules.js';
import { prefixesOf, stemOf } from './sources.js';
import type { EventFacts, EventRule } from './types.js';
import { words } from './words.js';

/** Three growing sets and why. */
interface Draft {
  readonly certain: Set<string>;
  readonly oneOf: Set<string>;
  readonly possible: Set<string>;
  readonly reason: Resolution['reason'];
}

/**
 * What one event says about actions. Order: event type, explicit rules and S3's table, API Gateway's table, source
 * alias with the exact name, the name without its date suffix; else `unresolved`, with the prefixes in which nothing may
 * be removed. Never names an action that the catalog lacks. Needs the catalog (`prepare`).
 */
export function resolveEvent(event: EventFacts): Resolution {
  return (
    resolveByType(event) ?? resolveCall(event, event.eventName) ?? withoutDate(event) ?? unresolved(event)
  );
}

/** Types whose records stand for no authorised call of a principal. Source: CloudTrail user guide, record contents. */
const NO_CALL = new Set([
  'AwsConsoleSignIn',
  'AwsConsoleAction',
  'AwsServiceEvent',
  // A copy of a call as the owner of a VPC endpoint sees it: not a second use. The guide spells it both ways.
  'AwsVpceEvent',
  'AwsVpceEvents',
  'AwsCloudTrailInsight',
  // Counts of data events without the pairing of principal and action.
  'AwsAggregatedEvent',
]);

function resolveByType(event: EventFacts): Resolution | undefined {
  if (event.eventType === '' || event.eventType === 'AwsApiCall') return undefined;
  if (event.eventType === 'AwsServiceEvent') return efsMount(event) ?? nothing('event-type');
  if (NO_CALL.has(event.eventType)) return nothing('event-type');
  return unresolved(event);
}

const EFS_ACTIONS: readonly (readonly [facet: string, action: string])[] = [
  ['mount', 'elasticfilesystem:ClientMount'],
  ['write', 'elasticfilesystem:ClientWrite'],
  ['rootAccess', 'elasticfilesystem:ClientRootAccess'],
];

/** The one service event that names a principal and what it was granted. Source: EFS user guide, CloudTrail page. */
function efsMount(event: EventFacts): Resolution | undefined {
  if (stemOf(event.eventSource) !== 'elasticfilesystem' || !event.eventName.endsWith('ClientConnection')) {
    return undefined;
  }
  const draft = newDraft('event-type');
  for (const [facet, action] of EFS_ACTIONS) {
    if (facetValues(event.facets, facet).includes('yes')) draft.certain.add(action);
  }
  return draft.certain.size > 0 ? finish(draft) : undefined;
}

function resolveCall(event: EventFacts, name: string): Resolution | undefined {
  const draft = draftOf(event, name);
  if (draft === undefined) return undefined;
  if (draft.certain.size + draft.oneOf.size + draft.possible.size === 0) return nothing('no-permission');
  addImplied(draft, event, name);
  const resolution = finish(draft);
  return resolution.certain.length + resolution.oneOf.length === 0 ? undefined : resolution;
}

function withoutDate(event: EventFacts): Resolution | undefined {
  const name = stripDate(event.eventName);
  if (name === event.eventName) return undefined;
  const resolution = resolveCall(event, name);
  return resolution && { ...resolution, reason: 'date-suffix' };
}

function draftOf(event: EventFacts, name: string): Draft | undefined {
  const stem = stemOf(event.eventSource);
  const rule = ruleOf(stem, name);
  if (rule) return fromRule(rule, event);
  if (stem === 'apigateway') {
    const actions = apiGatewayActions(name);
    if (actions.length > 0) return oneOrSeveral('apigateway', actions);
  }
  const actions = prefixesFor(stem, event.facets)
    .map((prefix) => findAction(`${prefix}:${name}`)?.name)
    .filter((action) => action !== undefined);
  if (actions.length > 0) return oneOrSeveral('name', actions);
  // All other sign-in events: no policy is looked at before someone is signed in.
  return stem === 'signin' ? newDraft('no-permission') : undefined;
}

/** Application Auto Scaling shares a source and five operation names with EC2's; only its calls name a service. */
function prefixesFor(stem: string, facets: readonly string[]): readonly string[] {
  if (stem === 'autoscaling' && facets.includes('scalableTarget=yes')) return ['application-autoscaling'];
  return prefixesOf(stem) ?? [stem];
}

function oneOrSeveral(reason: Resolution['reason'], actions: readonly string[]): Draft {
  const draft = newDraft(reason);
  const target = actions.length === 1 ? draft.certain : draft.oneOf;
  for (const action of actions) target.add(action);
  return draft;
}

function fromRule(rule: EventRule, event: EventFacts): Draft {
  const draft = newDraft(rule.stem === 's3' ? 's3' : 'table');
  const prefix = rule.stem === 's3' ? s3Prefix(event.resources) : undefined;
  const named = (text: string | undefined): string[] =>
    words(text ?? '').map((action) => (prefix ? action.replace(/^s3:/, `${prefix}:`) : action));
  named(rule.certain).forEach((action) => draft.certain.add(action));
  named(rule.possible).forEach((action) => draft.possible.add(action));
  const chosen = choose(rule, event.facets);
  if (chosen) named(chosen).forEach((action) => draft.certain.add(action));
  else named(rule.oneOf).forEach((action) => draft.oneOf.add(action));
  for (const extra of rule.extras ?? []) {
    const shown = event.facets.some((facet) => facet.startsWith(`${extra.facet}=`));
    if (shown) named(extra.action).forEach((action) => draft.certain.add(action));
    else if (extra.absent === 'possible' || event.facets.includes(PARAMETERS_HIDDEN)) {
      named(extra.action).forEach((action) => draft.possible.add(action));
    }
  }
  return draft;
}

/** The actions that the facet decides for; undefined: it does not (hidden, or a value that the rule does not know). */
function choose(rule: EventRule, facets: readonly string[]): string | undefined {
  if (!rule.choose) return undefined;
  const { facet, actions } = rule.choose;
  const values = facetValues(facets, facet);
  const keys = values.length > 0 ? values : facets.includes(PARAMETERS_HIDDEN) ? [] : [''];
  const chosen = keys.map((key) => (Object.hasOwn(actions, key) ? actions[key] : undefined));
  return chosen.length > 0 && chosen.every((text) => text !== undefined) ? chosen.join(' ') : undefined;
}

/** S3 logs calls through Object Lambda access points and to Outposts under its own source. */
function s3Prefix(resources: readonly string[] | undefined): string | undefined {
  return ['s3-object-lambda', 's3-outposts'].find((service) =>
    resources?.some((arn) => arn.split(':', 3)[2] === service),
  );
}

/** Permissions that the call may need and that leave no event of their own. */
function addImplied(draft: Draft, event: EventFacts, name: string): void {
  const { facets } = event;
  if (facets.includes('encryption=yes') && !facets.includes('kmsEncryption=yes')) dropKms(draft);
  for (const action of [...draft.certain, ...draft.oneOf]) {
    for (const dependent of findAction(action)?.dependents ?? []) draft.possible.add(dependent);
  }
  if (facets.some((facet) => facet.startsWith('passedRole='))) draft.possible.add('iam:PassRole');
  if (facets.includes('layers=yes')) draft.possible.add('lambda:GetLayerVersion');
  if (facets.includes('decryption=yes')) draft.possible.add('kms:Decrypt');
  if (facets.includes('tags=yes')) addTagging(draft, name);
}

function dropKms(draft: Draft): void {
  draft.possible.delete('kms:Decrypt');
  draft.possible.delete('kms:GenerateDataKey');
}

/** Tags on a creating call are authorised by the service's own tagging action. */
function addTagging(draft: Draft, name: string): void {
  const own = [...draft.certain, ...draft.oneOf];
  if (own.some((action) => findAction(action)?.level === 'Tagging')) return;
  for (const prefix of new Set(own.map(prefixOf))) {
    const noun = name.replace(/^(Create|Register|Put|Start|Run)/, '');
    // Some services look at both, the one that is older than TagResource and the new one.
    const exact = [`${prefix}:Tag${noun}`, `${prefix}:TagResource`].filter(isInCatalog);
    for (const action of exact.length > 0 ? exact : taggingActions(prefix)) draft.possible.add(action);
  }
}

function taggingActions(prefix: string): string[] {
  return [...(serviceOf(prefix)?.actions.values() ?? [])]
    .filter(({ level, name }) => level === 'Tagging' && /:(Tag|Add|Create|Put)/.test(name))
    .map(({ name }) => name);
}

function prefixOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function newDraft(reason: Resolution['reason']): Draft {
  return { certain: new Set(), oneOf: new Set(), possible: new Set(), reason };
}

/** Only actions of the catalog, in its spelling, each in its strongest set, sorted. */
function finish(draft: Draft): Resolution {
  const known = (actions: Iterable<string>): string[] => [
    ...new Set([...actions].map((action) => findAction(action)?.name).filter((name) => name !== undefined)),
  ];
  const certain = known(draft.certain);
  const oneOf = known(draft.oneOf).filter((action) => !certain.includes(action));
  const possible = known(draft.possible).filter(
    (action) => !certain.includes(action) && !oneOf.includes(action),
  );
  return {
    certain: certain.sort(compareText),
    oneOf: oneOf.sort(compareText),
    possible: possible.sort(compareText),
    reason: draft.reason,
    blocks: [],
  };
}

function nothing(reason: Resolution['reason']): Resolution {
  return { certain: [], oneOf: [], possible: [], reason, blocks: [] };
}

function unresolved(event: EventFacts): Resolution {
  const stem = stemOf(event.eventSource);
  const blocks = prefixesOf(stem) ?? (serviceOf(stem) ? [stem] : []);
  return { ...nothing('unresolved'), blocks: [...blocks].sort(compareText) };
}
