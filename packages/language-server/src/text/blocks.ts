/** A text with structure, for clients that show markdown and for those that do not. */
export type Block =
  | { readonly kind: 'title' | 'text' | 'small'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly uri: string }
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** Names are data: nothing in them becomes markup, a link or a command. */
export function toMarkdownText(blocks: readonly Block[]): string {
  return blocks.map(markdownOf).join('\n\n');
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `**${escapeMarkdown(block.text)}**`;
    case 'text':
      return escapeMarkdown(block.text);
    case 'small':
      return `_${escapeMarkdown(block.text)}_`;
    case 'code':
      return `\`${block.text.replace(/[`\s]+/g, ' ')}\``;
    case 'link':
      return `[${escapeMarkdown(block.text)}](${encodeURI(block.uri).replace(/[()]/g, escape)})`;
    case 'rule':
      return '---';
    case 'table':
      return [
        row(block.head),
        row(
          block.head.map((_, index) => (index === 0 ? '---' : '--:')),
          (cell) => cell,
        ),
        ...block.rows.map((cells) => row(cells)),
      ].join('\n');
  }
}

function row(cells: readonly string[], write = escapeMarkdown): string {
  return `| ${cells.map(write).join(' | ')} |`;
}

export function toPlainText(blocks: readonly Block[]): string {
  return blocks.map(plainOf).join('\n');
}

function plainOf(block: Block): string {
  switch (block.kind) {
    case 'rule':
      return '';
    case 'link':
      return `${block.text}: ${block.uri}`;
    case 'table':
      return [block.head, ...block.rows].map((cells) => cells.join('  ')).join('\n');
    default:
      return block.text;
  }
}

/** Characters that markdown or HTML could obey, as entities, which they show; one line. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/[&<>`*_[\]|\\~#@!$()]|:(?=\/\/)/g, (character) => `&#${character.charCodeAt(0)};`);
}

function escape(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
