import type { ComponentChildren } from 'preact';
import type { Person } from '@hubbub/protocol/events';
import type { Lang } from '../model/language.ts';
import { Link } from './Link.tsx';
import { splitMentions } from './mentions.ts';
import { withEmoji } from './shortcodes.ts';
import type { Inline } from './tree.ts';

/** What drawing a message needs besides its text. `me` is the reader's id. */
export interface MessageContext {
  mentions: readonly Person[];
  me: string | null;
  lang: Lang;
}

/** A line as elements; `linked` is true inside a link, which contains no mentions. */
export function drawLine(line: readonly Inline[], setting: MessageContext, linked = false): ComponentChildren {
  return line.map((part) => {
    switch (part.type) {
      case 'words':
        return linked ? withEmoji(part.text, setting.lang) : drawWords(part.text, setting);
      case 'code':
        return <code>{part.text}</code>;
      case 'link':
        return <Link link={part}>{drawLine(part.inside, setting, true)}</Link>;
      default: {
        const { type: As } = part;
        return <As>{drawLine(part.inside, setting, linked)}</As>;
      }
    }
  });
}

function drawWords(text: string, { mentions, me, lang }: MessageContext): ComponentChildren {
  return splitMentions(text, mentions).map((piece) =>
    typeof piece === 'string' ? (
      withEmoji(piece, lang)
    ) : (
      <span class={piece.id === me ? 'mention me' : 'mention'}>{piece.text}</span>
    ),
  );
}
