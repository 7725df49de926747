import type { ComponentChildren } from 'preact';
import { Code } from './Code.tsx';
import { drawLine, type Setting } from './line.tsx';
import type { Block, Cell, Item } from './tree.ts';

/** Blocks of a message. Each finds its own direction; inside of a quote or an item the outer one's holds. */
export function Blocks({ blocks, setting, within }: { blocks: readonly Block[]; setting: Setting; within?: boolean }) {
  const dir = within ? undefined : 'auto';
  return <>{blocks.map((block) => drawBlock(block, setting, dir))}</>;
}

function drawBlock(block: Block, setting: Setting, dir: 'auto' | undefined): ComponentChildren {
  switch (block.type) {
    case 'paragraph':
      return <p dir={dir}>{drawLine(block.inside, setting)}</p>;
    case 'heading':
      // Below the room's own. Not <h2>: that is how the page looks, and this is how somebody writes.
      return (
        <p class="heading" role="heading" aria-level={block.level + 1} dir={dir}>
          {drawLine(block.inside, setting)}
        </p>
      );
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.blocks} setting={setting} within />
        </blockquote>
      );
    case 'list':
      return block.numbered ? (
        <ol class={widthOf(block.items)}>{block.items.map((item) => drawItem(item, true, setting))}</ol>
      ) : (
        <ul>{block.items.map((item) => drawItem(item, false, setting))}</ul>
      );
    case 'code':
      return <Code info={block.info} text={block.text} />;
    case 'table':
      return (
        <div class="table" tabIndex={0}>
          <table>
            <thead>
              <tr>{block.head.map((cell) => drawCell('th', cell, setting))}</tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr>{row.map((cell) => drawCell('td', cell, setting))}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'rule':
      return <hr />;
  }
}

/** Numbers stand in front of their items, who leave room for so many digits. */
function widthOf(items: readonly Item[]): string | undefined {
  const digits = String(items.at(-1)?.number ?? 1).length;
  return digits < 2 ? undefined : digits < 4 ? 'wide' : 'widest';
}

/** The first paragraph is the item's own line; as a task it is what its box is called. */
function drawItem({ number, done, blocks }: Item, numbered: boolean, setting: Setting): ComponentChildren {
  const [first, ...others] = blocks;
  const own = first?.type === 'paragraph' ? first : null;
  const line = own && drawLine(own.inside, setting);
  return (
    <li dir="auto" value={numbered ? number : undefined} class={done === null ? undefined : 'task'}>
      {done === null ? (
        line
      ) : (
        <label>
          <input type="checkbox" checked={done} disabled />
          {line}
        </label>
      )}
      <Blocks blocks={own ? others : blocks} setting={setting} within />
    </li>
  );
}

function drawCell(As: 'th' | 'td', { align, inside }: Cell, setting: Setting): ComponentChildren {
  return (
    <As dir="auto" class={align ?? undefined}>
      {drawLine(inside, setting)}
    </As>
  );
}
