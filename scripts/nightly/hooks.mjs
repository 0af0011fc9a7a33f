const longer = new URL('fastCheck.mjs', import.meta.url).href;

export function resolve(specifier, context, next) {
  const wanted = specifier === 'fast-check' && context.parentURL !== longer;
  return wanted ? { url: longer, shortCircuit: true } : next(specifier, context);
}
