/** Decided from the first bytes of the payload. */
export type FrameKind = 'message' | 'other';

export interface FrameHandler {
  /** May read the first 16 bytes of the payload from `start`, and no more than its `length`. */
  kindOf(bytes: Buffer, start: number, length: number): FrameKind;
  /** Whether frames of this kind are passed to `onText`. */
  wantsText(kind: FrameKind): boolean;
  onText(text: string, kind: FrameKind): void;
  /** Called for frames that are not text: opcode 8 is a close, 9 a ping. */
  onControl(opcode: number): void;
}

const KIND_PREFIX_BYTES = 16;

/**
 * Parses the WebSocket frames of one connection. It reads only the header and the first bytes of a frame unless the
 * handler wants the text: a load generator that parsed two million lines a second would measure itself.
 */
export class FrameParser {
  /** Payload bytes of all message frames so far, plus one per frame, so that each line counts with its end. */
  messageBytes = 0;
  frames = 0;
  readonly #handler: FrameHandler;
  /** Bytes of the current frame's payload that have not arrived yet. */
  #payloadLeft = 0;
  #text: Buffer[] | undefined;
  #kind: FrameKind = 'other';
  #incomplete: Buffer | undefined;

  constructor(handler: FrameHandler) {
    this.#handler = handler;
  }

  /** The bytes are only read during the call; the caller may reuse the buffer. */
  feed(bytes: Buffer): void {
    let chunk = bytes;
    if (this.#incomplete !== undefined) {
      chunk = Buffer.concat([this.#incomplete, bytes]);
      this.#incomplete = undefined;
    }
    let at = 0;
    const end = chunk.length;
    while (at < end) {
      if (this.#payloadLeft > 0) {
        const taken = Math.min(this.#payloadLeft, end - at);
        if (this.#text !== undefined) this.#text.push(Buffer.from(chunk.subarray(at, at + taken)));
        this.#payloadLeft -= taken;
        at += taken;
        if (this.#payloadLeft === 0) this.#finish();
        continue;
      }
      if (at + 2 > end) break;
      const short = chunk[at + 1]! & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (at + header > end) break;
      const length =
        short < 126 ? short : short === 126 ? chunk.readUInt16BE(at + 2) : Number(chunk.readBigUInt64BE(at + 2));
      if (at + header + Math.min(length, KIND_PREFIX_BYTES) > end) break;
      this.#begin(chunk, at, at + header, length);
      at += header;
      if (length === 0) this.#finish();
    }
    if (at < end) this.#incomplete = Buffer.from(chunk.subarray(at));
  }

  #begin(chunk: Buffer, at: number, payload: number, length: number): void {
    const opcode = chunk[at]! & 0x0f;
    this.#payloadLeft = length;
    this.frames++;
    if (opcode !== 1) {
      this.#text = undefined;
      this.#handler.onControl(opcode);
      return;
    }
    this.#kind = this.#handler.kindOf(chunk, payload, length);
    if (this.#kind === 'message') this.messageBytes += length + 1;
    this.#text = this.#handler.wantsText(this.#kind) ? [] : undefined;
  }

  #finish(): void {
    const text = this.#text;
    this.#text = undefined;
    if (text !== undefined) this.#handler.onText(Buffer.concat(text).toString(), this.#kind);
  }
}
