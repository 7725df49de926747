import type { Command } from '@hubbub/protocol/commands';

/** Below every limit on the way, of proxies and servers. */
export const MAX_FRAME_BYTES = 8 * 1024;

const encoder = new TextEncoder();

/** Bytes of UTF-8 of this command on the wire. */
export function frameBytes(command: Command): number {
  return encoder.encode(JSON.stringify(command)).length;
}

/** Packs commands, in order, into frames of at most MAX_FRAME_BYTES. A larger command gets a frame of its own. */
export function pack(commands: readonly Command[]): string[] {
  const frames: string[] = [];
  let bytes = Infinity;
  for (const command of commands) {
    const lineBytes = frameBytes(command) + 1;
    bytes += lineBytes;
    if (bytes > MAX_FRAME_BYTES) {
      frames.push(JSON.stringify(command));
      bytes = lineBytes;
    } else frames.push(`${frames.pop()}\n${JSON.stringify(command)}`);
  }
  return frames;
}

/** The JSON objects of a frame, one a line. Anything else is left out: no frame may break the page. */
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
