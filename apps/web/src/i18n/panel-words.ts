import { translationsLoading } from '@nanostores/i18n';
import { enPanels } from './en-panels.ts';
import { i18n } from './words.ts';

const panels = i18n('panels', enPanels);

/** The words of the chunks that are fetched on demand. A live binding, like `words`. */
export let panelWords = panels.get();
panels.listen((words) => {
  panelWords = words;
});
// Importing this module waits for the words of the reader's language.
await translationsLoading(i18n);
