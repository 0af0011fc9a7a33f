/**
 * Services whose calls are recorded in one region, whatever region the caller runs in. A row that is missing here would
 * let the silence of other regions speak for them, so the list errs on the long side.
 *
 * Sources: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html (global service events)
 * for IAM, STS, CloudFront and Route 53; https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 * (services with a single endpoint, in us-east-1 or us-west-2) for the rest.
 */
const MAIN_ONLY = `iam cloudfront route53 route53domains organizations account artifact billing billingconsole
billingconductor bcm-pricing-calculator budgets ce cost-optimization-hub cur ecr-public freetier health invoicing
marketplacecatalog agreement-marketplace discovery-marketplace reporting-marketplace savingsplans shield support
support-console supportapp taxconsole trustedadvisor waf`;

const WEST_ONLY = 'globalaccelerator networkmanager route53-recovery-control-config';

/** Both: STS at its global endpoint and in every region; web ACLs for CloudFront; chime's control plane. */
const MAIN_TOO = 'sts wafv2 chime pricelist';

export const GLOBAL_SOURCES: ReadonlySet<string> = sources(MAIN_ONLY);
export const WEST_SOURCES: ReadonlySet<string> = sources(WEST_ONLY);
export const GLOBAL_TOO_SOURCES: ReadonlySet<string> = sources(MAIN_TOO);

function sources(stems: string): Set<string> {
  return new Set(stems.split(/\s+/).map((stem) => `${stem}.amazonaws.com`));
}
