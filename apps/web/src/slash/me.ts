import { done, type SlashCommand, nameNeeded } from './command.ts';
import { missingArgument } from './usage.ts';

export const me: SlashCommand = {
  name: 'me',
  argument: 'meTakes',
  description: 'meMeans',
  run({ app, room, rest }) {
    if (rest === '') return missingArgument(me);
    if (!app.named) return nameNeeded;
    app.writing.send(room, rest, 'action');
    return done;
  },
};
