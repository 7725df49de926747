import { excessCharacters } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';
import { done, refused, type SlashCommand, nameNeeded } from './command.ts';

/** `markdown/chat-tokenizer.ts` keeps its backslash and underscores. */
const shrugEmoticon = '¯\\_(ツ)_/¯';

export const shrug: SlashCommand = {
  name: 'shrug',
  argument: 'shrugTakes',
  description: 'shrugMeans',
  run({ app, room, rest }) {
    const text = rest === '' ? shrugEmoticon : `${rest} ${shrugEmoticon}`;
    const over = excessCharacters(text, app.client.maxText);
    if (over > 0) return refused(words.tooLong(over));
    if (!app.named) return nameNeeded;
    app.writing.send(room, text);
    return done;
  },
};
