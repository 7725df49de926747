import type { App } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { done, type Outcome, refused, unnamed } from './command.ts';
import { readLine } from './line.ts';

/**
 * Does what was typed: a command is done, anything else is said. Text goes out before this returns. Commands are
 * fetched when the first one is typed; without a connection that fails, and what was typed stays.
 */
export async function say(app: App, room: string, typed: string): Promise<Outcome> {
  const line = readLine(typed);
  if (line.type === 'command') {
    const found = await import('./index.ts').then(
      ({ commandNamed }) => ({ command: commandNamed(line.name) }),
      () => undefined,
    );
    if (!found) return refused(words.noAnswer);
    if (!found.command) return refused(words.noCommand({ name: line.name }));
    return found.command.run({ app, room, rest: line.rest });
  }
  if (!app.named) return unnamed;
  app.writing.send(room, line.text);
  return done;
}
