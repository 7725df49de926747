import { panelWords } from '../i18n/panel-words.ts';
import { refused, type Outcome, type SlashCommand } from './command.ts';

type Usage = Pick<SlashCommand, 'name' | 'argument'>;

/** The syntax of a command, such as `/me <what you do>`. */
export function usage({ name, argument }: Usage): string {
  return argument === null ? `/${name}` : `/${name} ${panelWords[argument]}`;
}

/** The outcome of a command that was given without its argument. */
export function missingArgument(command: Usage): Outcome {
  return refused(panelWords.writeItSo({ usage: usage(command) }));
}
