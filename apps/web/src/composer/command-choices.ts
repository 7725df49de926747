import type { SlashCommand } from '../slash/command.ts';
import { commands } from '../slash/index.ts';
import { usage } from '../slash/usage.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import type { Choice } from './choice.ts';

export function commandsFor(query: string): Choice[] {
  return Object.values<SlashCommand>(commands)
    .filter(({ name }) => name.startsWith(query))
    .map((command): Choice => {
      const { name, means } = command;
      const shows = { type: 'command' as const, usage: usage(command), means: sheetWords[means] };
      return { key: name, insert: `/${name} `, exact: name === query, shows };
    });
}
