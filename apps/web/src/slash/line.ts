/** A submitted line: text to be sent, or a command with the text after its name. */
export type Line = { type: 'text'; text: string } | { type: 'command'; name: string; rest: string };

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
