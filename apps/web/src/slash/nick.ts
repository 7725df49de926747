import { RefusedError } from '@hubbub/client/errors';
import { cleanName } from '@hubbub/protocol/names';
import { refusalSentence } from '../i18n/refusals.ts';
import { words } from '../i18n/words.ts';
import { done, refused, type SlashCommand } from './command.ts';
import { missingArgument } from './usage.ts';

export const nick: SlashCommand = {
  name: 'nick',
  argument: 'nickTakes',
  description: 'nickMeans',
  async run({ app, rest }) {
    // The name prompt validates the name itself.
    if (!app.named) return { type: 'unnamed', name: rest, again: false };
    if (rest === '') return missingArgument(nick);
    const cleaned = cleanName(rest);
    if (!cleaned.ok) return refused(await refusalSentence('name_invalid', cleaned.reason));
    // Unlike a message, a rename is not queued while offline.
    if (app.client.state.type !== 'online') return refused(words.unreachable);
    const name = app.me.value?.name ?? '';
    try {
      await app.client.rename(cleaned.name);
      app.showToast(words.renamed({ name, next: cleaned.name }));
      return done;
    } catch (error) {
      return refused(error instanceof RefusedError ? await refusalSentence(error.code, error.reason) : words.noAnswer);
    }
  },
};
