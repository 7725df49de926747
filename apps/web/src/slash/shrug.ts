import { send, type SlashCommand } from './command.ts';

/** `markdown/chat-tokenizer.ts` keeps its backslash and underscores. */
const shrugEmoticon = '¯\\_(ツ)_/¯';

export const shrug: SlashCommand = {
  name: 'shrug',
  argument: 'shrugTakes',
  description: 'shrugMeans',
  run: (call) => send(call, call.rest === '' ? shrugEmoticon : `${call.rest} ${shrugEmoticon}`),
};
