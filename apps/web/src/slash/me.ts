import { send, type SlashCommand } from './command.ts';
import { missingArgument } from './usage.ts';

export const me: SlashCommand = {
  name: 'me',
  argument: 'meTakes',
  description: 'meMeans',
  run: (call) => (call.rest === '' ? missingArgument(me) : send(call, call.rest, 'action')),
};
