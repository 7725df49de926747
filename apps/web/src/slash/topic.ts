import { send, type SlashCommand } from './command.ts';
import { missingArgument } from './usage.ts';

export const topic: SlashCommand = {
  name: 'topic',
  argument: 'topicTakes',
  description: 'topicMeans',
  run(call) {
    if (call.rest === '') return missingArgument(topic);
    return send(call, call.rest === '-' ? '' : call.rest.replace(/\s+/g, ' '), 'topic');
  },
};
