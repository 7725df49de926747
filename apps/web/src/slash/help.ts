import type { SlashCommand } from './command.ts';

export const help: SlashCommand = {
  name: 'help',
  takes: null,
  means: 'helpMeans',
  run: () => ({ type: 'help' }),
};
