import { drawLine } from '../markdown/line.tsx';
import type { Person } from '@hubbub/protocol/events';
import { fullMarkdown, parse } from '../markdown/parse.ts';
import { withEmoji } from '../markdown/shortcodes.ts';
import { useApp } from '../ui/app-context.ts';

/** A text of one to three emoji is drawn larger. */
const onlyEmoji = /^(?:\p{RGI_Emoji}\s?){1,3}$/v;
/** Most messages have one of these: a cheap check before the expensive expression above. */
const letter = /[A-Za-z\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/;

function isOnlyEmoji(text: string): boolean {
  return !letter.test(text) && onlyEmoji.test(text);
}

interface Props {
  text: string;
  /** The people mentioned in the text, as the server found them. */
  mentions?: readonly Person[] | undefined;
}

/** A message's text: Markdown drawn as elements, never as HTML. Most messages are one paragraph. */
export function MessageText({ text, mentions = [] }: Props) {
  const app = useApp();
  const blocks = parse(text);
  const { lang } = app.language.value;
  const setting = { mentions, me: app.client.me?.id ?? null, lang };
  const [first] = blocks;
  if (blocks.length === 1 && first?.type === 'paragraph') {
    return (
      <div class={isOnlyEmoji(withEmoji(text, lang)) ? 'text large' : 'text'} dir="auto">
        {drawLine(first.inside, setting)}
      </div>
    );
  }
  // More than a paragraph was read, so it has been fetched.
  const Blocks = fullMarkdown.value?.Blocks;
  return (
    <div class="text prose" dir="auto">
      {Blocks && <Blocks blocks={blocks} setting={setting} />}
    </div>
  );
}
