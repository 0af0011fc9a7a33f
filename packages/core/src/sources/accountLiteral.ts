/**
 * Whether a text holds an account id (12 digits on their own) or a region name: an edit writes one only where one stood
 * already. Linear.
 */
export function hasAccountLiteral(text: string): boolean {
  return hasAccountId(text) || region.test(text);
}

/** Whether a text holds an account id: 12 digits on their own. Linear. */
export function hasAccountId(text: string): boolean {
  return /(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/.test(text);
}

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html: `us-gov-west-1`, `eu-central-2`. */
const region =
  /\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|us-iso|us-isob|eu-isoe|us-isof|eusc)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest|de-east)-\d\b/;
