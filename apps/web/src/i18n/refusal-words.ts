import { enRefusals } from './en-refusals.ts';
import { i18n, wordsLoaded } from './words.ts';

const errors = i18n('errors', enRefusals.errors);
const nameReasons = i18n('nameReasons', enRefusals.nameReasons);
const roomReasons = i18n('roomReasons', enRefusals.roomReasons);
for (const part of [errors, nameReasons, roomReasons]) part.listen(() => undefined);

/** The reasons of refusals, in the language of the page. */
export function refusalWords() {
  return { errors: errors.get(), nameReasons: nameReasons.get(), roomReasons: roomReasons.get() };
}

// Importing this module waits for the words of the reader's language.
await wordsLoaded();
