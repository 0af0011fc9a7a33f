/** Longer texts are no templates or policies; core reads none of them either. */
const longest = 16_000_000;

/**
 * Whether a text may grant anything: looked for by words, before anything is parsed or loaded. Says yes too often rather
 * than too rarely: the parser has the last word.
 */
export function looksLikeSource(uri: string, text: string): boolean {
  if (text.length > longest) return false;
  const name = uri.slice(uri.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'leastwise.config.yaml') return false;
  if (/\.tf(?:\.json)?$/.test(name)) return text.includes('aws_');
  if (/^serverless\.(?:ya?ml|json)$/.test(name)) return text.includes('provider');
  if (!/\.(?:ya?ml|json|template)$/.test(name) && name.includes('.')) return false;
  return isTemplate(text) || isPolicy(text);
}

function isTemplate(text: string): boolean {
  return text.includes('Resources') && text.includes('AWS::');
}

function isPolicy(text: string): boolean {
  return text.includes('Statement') && text.includes('Effect') && text.includes('Action');
}
