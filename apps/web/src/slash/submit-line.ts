import type { App } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { type Outcome, refused, send } from './command.ts';

/** A submitted line: text to be sent, or a command with the text after its name. */
type Line = { type: 'text'; text: string } | { type: 'command'; name: string; rest: string };

/** A command is one word of lower-case letters, followed by space or nothing: `/usr/bin` is text. */
const command = /^\/([a-z]+)(?:\s+([^]*))?$/;
const escaped = /^\/(\/[a-z]+(?:\s[^]*)?)$/;

/** Parses a submitted line. A second slash in front turns a command into text. */
export function readLine(typed: string): Line {
  const [, name, rest = ''] = command.exec(typed) ?? [];
  if (name !== undefined) return { type: 'command', name, rest: rest.trim() };
  return { type: 'text', text: escaped.exec(typed)?.[1] ?? typed };
}

/** The draft may still become a command, so it does not count as typing to the others. */
export function mayBecomeCommand(typed: string): boolean {
  return /^\/[a-z]*(?:\s|$)/.test(typed);
}

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
  return send({ app, room }, line.text);
}
