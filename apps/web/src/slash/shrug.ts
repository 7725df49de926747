import { excess } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';
import { done, refused, type SlashCommand, unnamed } from './command.ts';

/** As people know it; Markdown leaves it alone (`markdown/chat-tokenizer.ts`). */
const shrugging = '¯\\_(ツ)_/¯';

export const shrug: SlashCommand = {
  name: 'shrug',
  takes: 'shrugTakes',
  means: 'shrugMeans',
  run({ app, room, rest }) {
    const text = rest === '' ? shrugging : `${rest} ${shrugging}`;
    const over = excess(text, app.client.maxText);
    if (over > 0) return refused(words.tooLong(over));
    if (!app.named) return unnamed;
    app.writing.send(room, text);
    return done;
  },
};
