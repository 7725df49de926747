/** What was typed: words to be said, or a command with what comes after its name. */
export type Line = { type: 'text'; text: string } | { type: 'command'; name: string; rest: string };

/** `/usr/bin` is text: a command is one word of small letters, and nothing but space behind it. */
const command = /^\/([a-z]+)(?:\s+([^]*))?$/;
const escaped = /^\/(\/[a-z]+(?:\s[^]*)?)$/;

/** Reads a line that is about to be sent. A second slash in front makes text of what would be a command. */
export function readLine(typed: string): Line {
  const [, name, rest = ''] = command.exec(typed) ?? [];
  if (name !== undefined) return { type: 'command', name, rest: rest.trim() };
  return { type: 'text', text: escaped.exec(typed)?.[1] ?? typed };
}

/** May still become a command: nobody else is told that somebody is writing it. */
export function beginsCommand(typed: string): boolean {
  return /^\/[a-z]*(?:\s|$)/.test(typed);
}
