import { MAX_TOPIC_BYTES } from '@hubbub/protocol/limits';
import { excess } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';
import { done, refused, type SlashCommand, unnamed } from './command.ts';
import { lacking } from './usage.ts';

export const topic: SlashCommand = {
  name: 'topic',
  takes: 'topicTakes',
  means: 'topicMeans',
  run({ app, room, rest }) {
    if (rest === '') return lacking(topic);
    const text = rest === '-' ? '' : rest.replace(/\s+/g, ' ');
    const over = excess(text, MAX_TOPIC_BYTES);
    if (over > 0) return refused(words.tooLong(over));
    if (!app.named) return unnamed;
    app.writing.send(room, text, 'topic');
    return done;
  },
};
