import { RefusedError } from '@hubbub/client/refused-error';
import { cleanName } from '@hubbub/protocol/names';
import { refusalSentence } from '../text/refusals.ts';
import { words } from '../text/words.ts';
import { done, refused, type SlashCommand } from './command.ts';
import { lacking } from './usage.ts';

export const nick: SlashCommand = {
  name: 'nick',
  takes: 'nickTakes',
  means: 'nickMeans',
  async run({ app, rest }) {
    // The question for the name says itself what is wrong with one.
    if (!app.named) return { is: 'unnamed', name: rest, again: false };
    if (rest === '') return lacking(nick);
    const cleaned = cleanName(rest);
    if (!cleaned.ok) return refused(refusalSentence('name_invalid', cleaned.reason));
    try {
      await app.client.rename(cleaned.name);
      return done;
    } catch (error) {
      return refused(error instanceof RefusedError ? refusalSentence(error.code, error.reason) : words.noAnswer);
    }
  },
};
