import { MAX_TOPIC_BYTES } from '@hubbub/protocol/limits';
import type { App } from '../model/app.ts';
import type { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { excessCharacters } from '../model/text-bytes.ts';

/** Keys of the words that are plain strings, without blanks to fill. */
type Words = typeof panelWords;
type Sentence = { [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];

/** One call of a command. `rest` is the text after its name, without the space around it. */
export interface Call {
  app: App;
  room: string;
  rest: string;
}

export type Outcome =
  /** The command has run; the field is cleared. */
  | { type: 'done' }
  /** The command was not run; the text stays in the field and `why` is shown below it. */
  | { type: 'refused'; why: string }
  /**
   * The reader has no name yet. The prompt suggests `name`; `again` means that the line is submitted once more after
   * the answer.
   */
  | { type: 'unnamed'; name: string; again: boolean }
  /** The list of commands opens. */
  | { type: 'help' };

export const done: Outcome = { type: 'done' };

/** A command that is typed instead of a message. It runs in the page and sends the same commands as any client. */
export interface SlashCommand {
  /** Lower-case letters, without the slash. */
  name: string;
  /** The words that describe its argument; null if it has none. */
  argument: Sentence | null;
  /** The words that describe its effect. */
  description: Sentence;
  run(call: Call): Outcome | Promise<Outcome>;
}

export function refused(why: string): Outcome {
  return { type: 'refused', why };
}

/** Sends what was typed, once the reader has a name. */
export function send({ app, room }: Omit<Call, 'rest'>, text: string, kind?: 'action' | 'topic'): Outcome {
  const over = excessCharacters(text, kind === 'topic' ? MAX_TOPIC_BYTES : app.client.maxText);
  if (over > 0) return refused(words.tooLong(over));
  if (!app.named) return { type: 'unnamed', name: '', again: true };
  app.writing.send(room, text, kind);
  return done;
}
