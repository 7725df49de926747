import { done, type SlashCommand, unnamed } from './command.ts';
import { lacking } from './usage.ts';

export const me: SlashCommand = {
  name: 'me',
  takes: 'meTakes',
  means: 'meMeans',
  run({ app, room, rest }) {
    if (rest === '') return lacking(me);
    if (!app.named) return unnamed;
    app.writing.send(room, rest, 'action');
    return done;
  },
};
