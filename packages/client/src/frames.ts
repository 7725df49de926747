import type { Command } from '@hubbub/protocol/commands';

/** Bytes. Small enough for every limit on the way. */
export const FRAME = 8 * 1024;

const encoder = new TextEncoder();

/** Bytes of UTF-8 of this command on the wire. */
export function size(command: Command): number {
  return encoder.encode(JSON.stringify(command)).length;
}

/** As few frames as hold these commands in order, each below 8 KiB unless one command alone is larger. */
export function pack(commands: readonly Command[]): string[] {
  const frames: string[] = [];
  let lines: string[] = [];
  let bytes = 0;
  for (const command of commands) {
    const line = JSON.stringify(command);
    const more = encoder.encode(line).length + 1;
    if (lines.length > 0 && bytes + more > FRAME) {
      frames.push(lines.join('\n'));
      lines = [];
      bytes = 0;
    }
    lines.push(line);
    bytes += more;
  }
  if (lines.length > 0) frames.push(lines.join('\n'));
  return frames;
}

/** The objects in a frame. What is not one is left out: whatever a server says, the page stays up. */
export function unpack(frame: unknown): object[] {
  if (typeof frame !== 'string') return [];
  return frame.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}
