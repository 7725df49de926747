import { MAX_TOPIC_BYTES } from '@hubbub/protocol/limits';
import { excessCharacters } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';
import { done, refused, type SlashCommand, nameNeeded } from './command.ts';
import { missingArgument } from './usage.ts';

export const topic: SlashCommand = {
  name: 'topic',
  argument: 'topicTakes',
  description: 'topicMeans',
  run({ app, room, rest }) {
    if (rest === '') return missingArgument(topic);
    const text = rest === '-' ? '' : rest.replace(/\s+/g, ' ');
    const over = excessCharacters(text, MAX_TOPIC_BYTES);
    if (over > 0) return refused(words.tooLong(over));
    if (!app.named) return nameNeeded;
    app.writing.send(room, text, 'topic');
    return done;
  },
};
