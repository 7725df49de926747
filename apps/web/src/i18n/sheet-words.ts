import { enSheets } from './en-sheets.ts';
import { fetched, i18n } from './words.ts';

const sheets = i18n('sheets', enSheets);

/** The words of what is fetched when it is wanted, in the language of the page. A live binding, like `words`. */
export let sheetWords = sheets.get();
sheets.listen((words) => {
  sheetWords = words;
});
// Whoever imports this has the words of the reader's language.
await fetched();
