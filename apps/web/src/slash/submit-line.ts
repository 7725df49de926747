import type { App } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { done, type Outcome, refused, nameNeeded } from './command.ts';
import { readLine } from './line.ts';

/**
 * Runs a command, or sends the line as a message. A message is sent before the first `await`. The commands are one
 * chunk, fetched with the first command; when that fails the outcome is `refused`.
 */
export async function submitLine(app: App, room: string, typed: string): Promise<Outcome> {
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
  if (!app.named) return nameNeeded;
  app.writing.send(room, line.text);
  return done;
}
