import { RefusedError } from '@hubbub/client/errors';
import { cleanName } from '@hubbub/protocol/names';
import { refusalSentence } from '../i18n/refusals.ts';
import { words } from '../i18n/words.ts';
import { done, refused, type SlashCommand } from './command.ts';
import { lacking } from './usage.ts';

export const nick: SlashCommand = {
  name: 'nick',
  takes: 'nickTakes',
  means: 'nickMeans',
  async run({ app, rest }) {
    // The question for the name says itself what is wrong with one.
    if (!app.named) return { type: 'unnamed', name: rest, again: false };
    if (rest === '') return lacking(nick);
    const cleaned = cleanName(rest);
    if (!cleaned.ok) return refused(await refusalSentence('name_invalid', cleaned.reason));
    // Unlike a message, a name does not wait for the connection.
    if (app.client.state.type !== 'online') return refused(words.unreachable);
    try {
      await app.client.rename(cleaned.name);
      return done;
    } catch (error) {
      return refused(error instanceof RefusedError ? await refusalSentence(error.code, error.reason) : words.noAnswer);
    }
  },
};
