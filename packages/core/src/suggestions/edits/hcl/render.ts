import { isHclReference, renderHclText } from '../../../util/hclText.js';
import { isPolicyVariable, symbolsOf } from '../../../util/symbols.js';

/** How texts are written at some place. */
export interface HclLook {
  /** `module.orders.` where the file is that of a module that is called. */
  readonly prefix: string;
  readonly isJson: boolean;
}

/**
 * A text as it is written in the file; undefined where a symbol in it means nothing there: a resource of another module,
 * or something that was never a name.
 */
export function renderText(text: string, look: HclLook): string | undefined {
  const own = localText(text, look.prefix);
  if (own === undefined) return undefined;
  return look.isJson ? renderJson(own) : renderHclText(own);
}

function localText(text: string, prefix: string): string | undefined {
  let own = text;
  for (const symbol of symbolsOf(text)) {
    const name = symbol.slice(2, -1);
    const local = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const isForeign = prefix !== '' && local === name && !/^(?:each|count)\./.test(name);
    const isInside = /^module\.[^.]+\.(?:data\.|module\.)?[a-z0-9]+_\w+\.\w/.test(local);
    if (!isHclReference(local) || isForeign || isInside) return undefined;
    own = own.replaceAll(symbol, `\${${local}}`);
  }
  return own;
}

/** In a heredoc: JSON's escapes, then those of the template. */
function renderJson(text: string): string {
  const parts = text.split(/(\$\{[^}]*\})/).map((part) => {
    const name = /^\$\{([^}]*)\}$/.exec(part)?.[1];
    if (name !== undefined && isHclReference(name) && !isPolicyVariable(name)) return part;
    return JSON.stringify(part).slice(1, -1).replaceAll('${', '$${').replaceAll('%{', '%%{');
  });
  return `"${parts.join('')}"`;
}
