import type { App } from '../model/app.ts';
import type { sheetWords } from '../i18n/sheet-words.ts';

/** What is said in words, and not made of them. */
type Words = typeof sheetWords;
type Sentence = { [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];

/** A command as it was given. `rest` is what stands behind its name, without the space around it. */
export interface Call {
  app: App;
  room: string;
  rest: string;
}

export type Outcome =
  /** Done; the field is empty again. */
  | { type: 'done' }
  /** Not done, and why; what was typed stays. */
  | { type: 'refused'; why: string }
  /** A name is asked for first, this one if it is free. Then the command is given again, or was only about the name. */
  | { type: 'unnamed'; name: string; again: boolean }
  /** The list of commands is shown. */
  | { type: 'help' };

export const done: Outcome = { type: 'done' };
export const unnamed: Outcome = { type: 'unnamed', name: '', again: true };

/** Something one can type instead of a message. It belongs to the page: what it does goes out as any client says it. */
export interface SlashCommand {
  /** Small letters, without the slash. */
  name: string;
  /** What one writes behind it; null: nothing. */
  takes: Sentence | null;
  /** What it does. */
  means: Sentence;
  run(call: Call): Outcome | Promise<Outcome>;
}

export function refused(why: string): Outcome {
  return { type: 'refused', why };
}
