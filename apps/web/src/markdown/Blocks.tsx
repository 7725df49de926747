import type { ComponentChildren } from 'preact';
import { Lazy } from '../ui/Lazy.tsx';
import { languageOf } from './languages.ts';
import { drawLine, type MessageContext } from './line.tsx';
import type { Block, Cell, Item } from './tree.ts';

export { read } from './read.ts';

const code = async () => (await import('./Code.tsx')).Code;

/** Code until its chunk arrives: as high as it will be, without its language and its button. */
function plainCode(text: string): ComponentChildren {
  return (
    <div class="code" dir="ltr">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  );
}

/** The blocks of a message. Each detects its own text direction, except in quotes and items, which pass theirs on. */
export function Blocks({
  blocks,
  setting,
  within,
}: {
  blocks: readonly Block[];
  setting: MessageContext;
  within?: boolean;
}) {
  const dir = within ? undefined : 'auto';
  return <>{blocks.map((block) => drawBlock(block, setting, dir))}</>;
}

function drawBlock(block: Block, setting: MessageContext, dir: 'auto' | undefined): ComponentChildren {
  switch (block.type) {
    case 'paragraph':
      return <p dir={dir}>{drawLine(block.inside, setting)}</p>;
    case 'heading':
      // One level below the room's own heading. No <h2>: those have the look of the page's own headings.
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
    case 'code': {
      const { info, text } = block;
      return <Lazy load={code} props={{ info, text, language: languageOf(info) }} fallback={plainCode(text)} />;
    }
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

/** Items leave space for the digits of the longest number. */
function widthOf(items: readonly Item[]): string | undefined {
  const digits = String(items.at(-1)?.number ?? 1).length;
  return digits < 2 ? undefined : digits < 4 ? 'wide' : 'widest';
}

/** The first paragraph is the item's own line; in a task it labels the checkbox. */
function drawItem({ number, done, blocks }: Item, numbered: boolean, setting: MessageContext): ComponentChildren {
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

function drawCell(As: 'th' | 'td', { align, inside }: Cell, setting: MessageContext): ComponentChildren {
  return (
    <As dir="auto" class={align ?? undefined}>
      {drawLine(inside, setting)}
    </As>
  );
}
