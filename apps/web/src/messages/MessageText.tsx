import { drawLine } from '../markdown/line.tsx';
import type { Mentioned } from '../markdown/mentions.ts';
import { full, parse } from '../markdown/parse.ts';
import { withEmoji } from '../markdown/shortcodes.ts';
import { useApp } from '../ui/app-context.ts';

/** Up to three emoji and nothing else are drawn larger. */
const onlyEmoji = /^(?:\p{RGI_Emoji}\s?){1,3}$/v;
/** What most messages have and none of those has: a glance, where the other is a large table. */
const letter = /[A-Za-z\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/;

function isOnlyEmoji(text: string): boolean {
  return !letter.test(text) && onlyEmoji.test(text);
}

interface Props {
  text: string;
  /** Whom the text mentions, as the server found. */
  mentions?: readonly Mentioned[] | undefined;
  /** The reader, who sees at once where they are called. */
  me?: string | null;
}

/** What somebody wrote: Markdown, made as elements and never as HTML. Most messages are one paragraph and need none. */
export function MessageText({ text, mentions = [], me }: Props) {
  const app = useApp();
  const blocks = parse(text);
  const { lang } = app.language.value;
  const setting = { mentions, me: me === undefined ? (app.client.me?.id ?? null) : me, lang };
  const [first] = blocks;
  if (blocks.length === 1 && first?.type === 'paragraph') {
    return (
      <div class={isOnlyEmoji(withEmoji(text, lang)) ? 'text large' : 'text'} dir="auto">
        {drawLine(first.inside, setting)}
      </div>
    );
  }
  // It has read the blocks, so it is here.
  const Blocks = full.value?.Blocks;
  return (
    <div class="text prose" dir="auto">
      {Blocks && <Blocks blocks={blocks} setting={setting} />}
    </div>
  );
}
