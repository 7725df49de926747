import type { Block, Inline } from '../../src/markdown/tree.ts';

/** A message's tree as one line, close to HTML; a message of one paragraph is that line. */
export function outline(blocks: readonly Block[]): string {
  const [first] = blocks;
  return blocks.length === 1 && first?.type === 'paragraph' ? line(first.inside) : blocks.map(blockOutline).join('');
}

function blockOutline(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${line(block.inside)}</p>`;
    case 'heading':
      return `<h${block.level}>${line(block.inside)}</h${block.level}>`;
    case 'quote':
      return `<quote>${outline(block.blocks)}</quote>`;
    case 'list':
      return `<list>${block.items
        .map(({ number, done, blocks }) => {
          const mark = done === null ? (block.numbered ? `${number}.` : '•') : done ? '[x]' : '[ ]';
          return `(${mark} ${outline(blocks)})`;
        })
        .join('')}</list>`;
    case 'code':
      return `<code ${block.info}>${block.text}</code>`;
    case 'table':
      return `<table>${[block.head, ...block.rows].map((row) => row.map(({ inside }) => line(inside)).join('|')).join('/')}</table>`;
    case 'rule':
      return '<hr>';
  }
}

function line(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      switch (part.type) {
        case 'words':
          return part.text;
        case 'code':
          return `\`${part.text}\``;
        case 'link':
          return `<${part.href}>${line(part.inside)}</>${part.truly === undefined ? '' : `!${part.truly}`}`;
        default:
          return `<${part.type}>${line(part.inside)}</${part.type}>`;
      }
    })
    .join('');
}
