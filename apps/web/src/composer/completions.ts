import { loadCatalogue } from '../emoji/catalogue.ts';
import { RecentEmoji } from '../emoji/recent.ts';
import { withTone } from '../emoji/skin.ts';
import { panelWords } from '../i18n/panel-words.ts';
import type { App } from '../model/app.ts';
import type { SlashCommand } from '../slash/command.ts';
import { commands } from '../slash/index.ts';
import { usage } from '../slash/usage.ts';
import type { CompletionTarget } from './caret.ts';
import { peopleFor } from './people.ts';
import { MAX_SUGGESTIONS, type Suggestion } from './Suggestions.tsx';

// Everything that completion needs is one chunk, fetched when the first `@`, `:` or `/` is typed.
export { completionAt, shortcodeAt } from './caret.ts';
export { Suggestions } from './Suggestions.tsx';

/** The best matches first. Rejects when the emoji catalogue could not be fetched. */
export async function suggestionsFor({ source, query }: CompletionTarget, app: App): Promise<Suggestion[]> {
  if (source === 'commands') return commandsFor(query);
  if (source === 'emoji') return emojiFor(query, app);
  const view = app.view.peek();
  return view ? peopleFor(query, view, app.client.me?.id ?? null) : [];
}

/** The emoji of a shortcode, in the chosen skin tone. */
export async function emojiNamed(code: string, app: App): Promise<string | undefined> {
  const emoji = (await loadCatalogue(app.language.peek().lang)).byShortcode(code);
  return emoji && withTone(emoji, new RecentEmoji(app.emoji).tone);
}

/** Adds a chosen emoji to the recently used ones of the picker. */
export function rememberChoice({ key, label }: Suggestion, app: App): void {
  if (label.type === 'emoji') new RecentEmoji(app.emoji).add(key);
}

function commandsFor(query: string): Suggestion[] {
  return Object.values<SlashCommand>(commands)
    .filter(({ name }) => name.startsWith(query))
    .map((command): Suggestion => {
      const { name, description } = command;
      const label = { type: 'command' as const, usage: usage(command), description: panelWords[description] };
      return { key: name, insert: `/${name} `, exact: name === query, label };
    });
}

async function emojiFor(query: string, app: App): Promise<Suggestion[]> {
  const catalogue = await loadCatalogue(app.language.peek().lang);
  const { tone } = new RecentEmoji(app.emoji);
  const prefix = query.toLowerCase();
  return catalogue.search(query, MAX_SUGGESTIONS).map(({ emoji, codes, name }): Suggestion => {
    const toned = withTone(emoji, tone);
    // Of several shortcodes, the one that is being typed.
    const code = codes.find((each) => each.startsWith(prefix)) ?? codes[0] ?? '';
    return { key: emoji, insert: toned, exact: false, label: { type: 'emoji', emoji: toned, code, name } };
  });
}
