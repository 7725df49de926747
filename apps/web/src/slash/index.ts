import type { SlashCommand } from './command.ts';
import { help } from './help.ts';
import { me } from './me.ts';
import { nick } from './nick.ts';
import { shrug } from './shrug.ts';
import { topic } from './topic.ts';

/** Every command there is, by its name, in the order in which they are listed. */
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
