import type { SlashCommand } from './command.ts';
import { help } from './help.ts';
import { me } from './me.ts';
import { nick } from './nick.ts';
import { shrug } from './shrug.ts';
import { topic } from './topic.ts';

/** All commands by name, in the order of `/help`. A new command is one file and one line here. */
export const commands = {
  me,
  topic,
  nick,
  shrug,
  help,
} satisfies Record<string, SlashCommand>;

export function commandNamed(name: string): SlashCommand | undefined {
  return Object.values<SlashCommand>(commands).find((command) => command.name === name);
}
