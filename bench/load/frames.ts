/** What one frame's payload is, judged by its first bytes: enough to count it, or to be read as text as well. */
export type Kind = 'message' | 'other';

export interface Listener {
  /** Looks at the payload's first bytes at `start`, at most 16 and no more than its `length`. */
  kindOf(bytes: Buffer, start: number, length: number): Kind;
  /** Whether frames of this kind are to be handed over as text. */
  wants(kind: Kind): boolean;
  hear(text: string, kind: Kind): void;
  /** A frame that is not text; 8 is a close, 9 a ping. */
  control(opcode: number): void;
}

/** Payload bytes that `kindOf` may look at. */
const LOOK = 16;

/**
 * Walks over the WebSocket frames of one connection. It touches a frame's header and its first bytes, and no more
 * unless somebody wants the text: a load generator that parsed two million lines a second would measure itself.
 */
export class FrameWalker {
  /** Of all message frames so far: the payload's bytes and one for each frame, which is each line and its end. */
  messageBytes = 0;
  frames = 0;
  readonly #listener: Listener;
  /** Payload bytes of the current frame that are still to come. */
  #left = 0;
  #text: Buffer[] | undefined;
  #kind: Kind = 'other';
  #carry: Buffer | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** The bytes are only good during the call. */
  feed(bytes: Buffer): void {
    let chunk = bytes;
    if (this.#carry !== undefined) {
      chunk = Buffer.concat([this.#carry, bytes]);
      this.#carry = undefined;
    }
    let at = 0;
    const end = chunk.length;
    while (at < end) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, end - at);
        if (this.#text !== undefined) this.#text.push(Buffer.from(chunk.subarray(at, at + taken)));
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) this.#finish();
        continue;
      }
      if (at + 2 > end) break;
      const short = chunk[at + 1]! & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (at + header > end) break;
      const length =
        short < 126 ? short : short === 126 ? chunk.readUInt16BE(at + 2) : Number(chunk.readBigUInt64BE(at + 2));
      if (at + header + Math.min(length, LOOK) > end) break;
      this.#begin(chunk, at, at + header, length);
      at += header;
      if (length === 0) this.#finish();
    }
    if (at < end) this.#carry = Buffer.from(chunk.subarray(at));
  }

  #begin(chunk: Buffer, at: number, payload: number, length: number): void {
    const opcode = chunk[at]! & 0x0f;
    this.#left = length;
    this.frames++;
    if (opcode !== 1) {
      this.#text = undefined;
      this.#listener.control(opcode);
      return;
    }
    this.#kind = this.#listener.kindOf(chunk, payload, length);
    if (this.#kind === 'message') this.messageBytes += length + 1;
    this.#text = this.#listener.wants(this.#kind) ? [] : undefined;
  }

  #finish(): void {
    const text = this.#text;
    this.#text = undefined;
    if (text !== undefined) this.#listener.hear(Buffer.concat(text).toString(), this.#kind);
  }
}

/** A text frame as a client sends it. Its mask is four zeros: nothing to do here, and the same for every server. */
export function clientFrame(text: string, opcode = 1): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? 6 : 8;
  const frame = Buffer.alloc(header + length);
  frame[0] = 0x80 | opcode;
  if (header === 6) {
    frame[1] = 0x80 | length;
  } else {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, header);
  return frame;
}
