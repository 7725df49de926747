import type { SlashCommand } from './command.ts';

export const help: SlashCommand = {
  name: 'help',
  argument: null,
  description: 'helpMeans',
  run: () => ({ type: 'help' }),
};
