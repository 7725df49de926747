import { openBook } from '../emoji/catalogue.ts';
import { RecentEmoji } from '../emoji/recent.ts';
import { toned } from '../emoji/skin.ts';
import type { App } from '../model/app.ts';
import type { Wanted } from './caret.ts';
import type { Choice } from './choice.ts';
import { commandsFor } from './command-choices.ts';
import { emojiFor } from './emoji-choices.ts';
import { peopleFor } from './people.ts';

/** What fits, best first. Rejects when the emoji could not be fetched. */
export async function choicesFor({ source, query }: Wanted, app: App): Promise<Choice[]> {
  if (source === 'commands') return commandsFor(query);
  if (source === 'emoji')
    return emojiFor(query, await openBook(app.language.peek().lang), new RecentEmoji(app.emoji).tone);
  const view = app.view.peek();
  return view ? peopleFor(query, view, app.client.me?.id ?? null) : [];
}

/** The emoji of a shortcode, in the chosen skin tone. */
export async function emojiNamed(code: string, app: App): Promise<string | undefined> {
  const emoji = (await openBook(app.language.peek().lang)).named(code);
  return emoji && toned(emoji, new RecentEmoji(app.emoji).tone);
}

/** Remembers an emoji that was chosen, for the picker. */
export function chosen({ key, shows }: Choice, app: App): void {
  if (shows.type === 'emoji') new RecentEmoji(app.emoji).used(key);
}
