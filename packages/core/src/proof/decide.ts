import { compilePolicy, type CompiledPolicy, type CompiledStatement } from './compile.js';
import { isRecord } from './guards.js';
import {
  accountOf,
  isFederatedUser,
  isRoot,
  isServiceLinkedRole,
  isServicePrincipal,
  type PrincipalMatch,
} from './principal.js';
import { explainStatement, prepareRequest, statementApplies, type PreparedRequest } from './statement.js';
import type { Decision, PolicySet, Reason, Request } from './types.js';
import { lookup } from './context.js';

/**
 * Decides one request by AWS's evaluation logic.
 *
 * 1. A Deny that applies in any layer wins.
 * 2. Where SCPs are given (one level of the organisation), at least one of them must allow. They do not bind services
 *    and service-linked roles. RCPs only deny: the one that allows everything cannot be detached. They do not bind
 *    service-linked roles.
 * 3. Without a resource policy: some identity policy, and boundary and session policy where given, must allow.
 * 4. With one, in the same account, it suffices alone, except that a grant to a role (or to an unnamed session of it)
 *    stays within boundary and session policy, and that a grant to the account only delegates to the identity policies.
 *    Role trust policies and KMS key policies must take part in the grant in any case.
 * 5. With one, across accounts, both sides must allow.
 * 6. The root user needs no identity policy. A federated user (GetFederationToken) has only what its session policy
 *    allows too, and nothing without one, but for what a resource policy grants to the session by name.
 *
 * Accounts are read from the ARNs, `aws:PrincipalAccount` and `aws:ResourceAccount`; where either side has none (S3), the
 * account is taken to be the same. The context is taken as given: no key is derived from the principal. What names no
 * service (`GetObject`) is no action, and nothing allows or denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function decide(policies: PolicySet, request: Request): Decision {
  return decideCompiled(compilePolicySet(policies), prepareRequest(request));
}

/** A policy set prepared once for many requests. A layer that is not given is undefined. */
export type CompiledPolicySet = Readonly<Record<keyof PolicySet, readonly CompiledPolicy[] | undefined>>;

export function compilePolicySet(given: PolicySet): CompiledPolicySet {
  const policies = isRecord(given) ? given : { identity: [] };
  const one = (document: PolicySet['boundary']): CompiledPolicy[] | undefined =>
    document === undefined ? undefined : [compilePolicy(document)];
  const some = (documents: PolicySet['scp'] = []): CompiledPolicy[] | undefined =>
    [documents].flat().length === 0 ? undefined : [documents].flat().map(compilePolicy);
  return {
    identity: [policies.identity].flat().map(compilePolicy),
    boundary: one(policies.boundary),
    scp: some(policies.scp),
    rcp: some(policies.rcp),
    session: one(policies.session),
    resource: one(policies.resource),
  };
}

/** Whether identity policies alone allow the request: the answer of `decide`, without the reasons. */
export function identityAllows(policies: readonly CompiledPolicy[], request: PreparedRequest): boolean {
  let isAllowed = false;
  if (!isAction(request.action)) return false;
  for (const { statements } of policies) {
    for (const statement of statements) {
      if (isAllowed && statement.effect === 'Allow') continue;
      if (!statementApplies(statement, request)) continue;
      if (statement.effect === 'Deny') return false;
      isAllowed = true;
    }
  }
  return isAllowed;
}

export function decideCompiled(policies: CompiledPolicySet, request: PreparedRequest): Decision {
  if (!isAction(request.action)) return { decision: 'ImplicitDeny', because: [noAction(request)] };
  const layers = LAYERS.flatMap((layer) => {
    if (isExempt(layer, request.principal)) return [];
    const compiled = policies[layer] ?? impliedLayer(layer, request);
    if (!compiled) return [];
    if (layer === 'identity' && isRoot(request.principal)) return [rootLayer(compiled, request)];
    const isBounded = layer === 'resource' && policies.boundary !== undefined;
    return [readLayer(layer, isBounded ? compiled.map(denyBounded) : compiled, request)];
  });
  const denials = layers.flatMap((layer) =>
    layer.reasons.filter((reason) => reason.matched && reason.effect === 'Deny'),
  );
  if (denials.length > 0) return { decision: 'ExplicitDeny', because: denials };
  const blocking = blockingLayers(layers, request);
  if (blocking.length > 0) {
    const because = blocking.flatMap((layer) => layer.reasons.filter((reason) => reason.effect === 'Allow'));
    return {
      decision: 'ImplicitDeny',
      because: because.length > 0 ? because : blocking.map(({ layer }) => emptyReason(layer)),
    };
  }
  return {
    decision: 'Allow',
    because: layers.flatMap((layer) => layer.reasons.filter((reason) => reason.matched)),
  };
}

const LAYERS = ['identity', 'boundary', 'scp', 'rcp', 'session', 'resource'] as const;

/**
 * Whom the organisation's policies do not bind.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
function isExempt(layer: keyof PolicySet, principal: string): boolean {
  if (layer === 'scp') return isServicePrincipal(principal) || isServiceLinkedRole(principal);
  return layer === 'rcp' && isServiceLinkedRole(principal);
}

/**
 * A federated user's session without a policy allows nothing: "if the principal is a role session, then the request is
 * Allowed. Otherwise, the request is implicitly denied".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function impliedLayer(layer: keyof PolicySet, request: PreparedRequest): [] | undefined {
  return layer === 'session' && isFederatedUser(request.principal) ? [] : undefined;
}

/** "All requests are implicitly denied with the exception of the AWS account root user, which has full access." */
function rootLayer(policies: readonly CompiledPolicy[], request: PreparedRequest): LayerResult {
  const { layer, reasons } = readLayer('identity', policies, request);
  const detail = 'the root user has full access to its account';
  const full: Reason = { ...emptyReason('identity'), element: 'Principal', matched: true, detail };
  return { layer, reasons: [full, ...reasons], allows: 'self' };
}

/**
 * A Deny with NotPrincipal denies every user and role that has a permissions boundary, whatever it lists.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function denyBounded(policy: CompiledPolicy): CompiledPolicy {
  const statements = policy.statements.map((statement): CompiledStatement => {
    if (statement.effect !== 'Deny' || !statement.principal?.negated) return statement;
    return { ...statement, principal: { negated: true, match: () => 'everyone' } };
  });
  return { ...policy, statements };
}

interface LayerResult {
  readonly layer: keyof PolicySet;
  readonly reasons: readonly Reason[];
  /** The strongest way in which an Allow that applies names the principal; `none`: no Allow applies. */
  readonly allows: PrincipalMatch;
}

function readLayer(
  layer: keyof PolicySet,
  policies: readonly CompiledPolicy[],
  request: PreparedRequest,
): LayerResult {
  const reasons: Reason[] = [];
  const matches = new Set<PrincipalMatch>();
  const attachment = layer === 'resource' || layer === 'rcp' ? 'resource' : 'identity';
  policies.forEach((policy, index) => {
    for (const statement of policy.statements) {
      const { applies, element, detail, principal } = explainStatement(statement, request, attachment);
      const { id, effect } = statement;
      reasons.push({ layer, policy: index, statement: id, effect, element, matched: applies, detail });
      if (applies && effect === 'Allow') matches.add(principal);
    }
  });
  const allows =
    (['everyone', 'self', 'role', 'account'] as const).find((match) => matches.has(match)) ?? 'none';
  return { layer, reasons, allows };
}

/** The layers that keep the request from being allowed; none: it is allowed. */
function blockingLayers(layers: readonly LayerResult[], request: PreparedRequest): LayerResult[] {
  const get = (layer: keyof PolicySet): LayerResult | undefined =>
    layers.find((result) => result.layer === layer);
  const silent = (...names: (keyof PolicySet)[]): LayerResult[] =>
    names.flatMap((name) => {
      const result = get(name);
      return result?.allows === 'none' ? [result] : [];
    });
  const resource = get('resource');
  if (!resource) return silent('scp', 'identity', 'boundary', 'session');
  if (isCrossAccount(request)) return silent('scp', 'identity', 'boundary', 'session', 'resource');
  if (resource.allows === 'self' || resource.allows === 'everyone') return silent('scp');
  if (resource.allows === 'role') return silent('scp', 'boundary', 'session');
  const blocking = silent('scp', 'identity', 'boundary', 'session');
  if (resource.allows === 'none' && (blocking.length > 0 || resourceMustAllow(request)))
    blocking.push(resource);
  return blocking;
}

function isCrossAccount(request: PreparedRequest): boolean {
  const asking = lookup(request.context, 'aws:principalaccount')?.[0] ?? accountOf(request.principal);
  const owning = lookup(request.context, 'aws:resourceaccount')?.[0] ?? accountOf(request.resource);
  return asking !== '' && owning !== '' && asking !== owning;
}

/**
 * "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow access."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function resourceMustAllow(request: PreparedRequest): boolean {
  return request.lowerAction.startsWith('kms:') || TRUST_ACTIONS.test(request.lowerAction);
}

/** What a trust policy is about; the last two come with a session's tags and source identity. */
const TRUST_ACTIONS = /^sts:(?:assumerole.*|tagsession|setsourceidentity)$/;

/** `service:Name`: IAM refuses a second colon, in policies too. */
function isAction(text: string): boolean {
  return /^[^:]+:[^:]+$/.test(text);
}

function noAction({ action }: PreparedRequest): Reason {
  const detail = `${action} names no service: an action is service:Name`;
  return { ...emptyReason('identity'), element: 'Action', detail };
}

function emptyReason(layer: keyof PolicySet): Reason {
  return {
    layer,
    policy: 0,
    statement: '',
    effect: 'Allow',
    element: 'Statement',
    matched: false,
    detail: 'no statement of this layer allows anything',
  };
}
