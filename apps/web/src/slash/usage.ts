import { sheetWords } from '../i18n/sheet-words.ts';
import { words } from '../i18n/words.ts';
import { refused, type Outcome, type SlashCommand } from './command.ts';

/** How it is written, such as `/me <what you do>`. */
export function usage({ name, takes }: Pick<SlashCommand, 'name' | 'takes'>): string {
  return takes === null ? `/${name}` : `/${name} ${sheetWords[takes]}`;
}

/** The answer to a command that lacks what it takes. */
export function lacking(command: Pick<SlashCommand, 'name' | 'takes'>): Outcome {
  return refused(words.writeItSo({ usage: usage(command) }));
}
