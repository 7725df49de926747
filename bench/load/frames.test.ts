import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameParser } from './frames.ts';

interface Parsed {
  texts: string[];
  controls: number[];
  messageBytes: number;
  frames: number;
}

/** A frame as a server sends it. */
function serverFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const header = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  header[0] = 0x80 | opcode;
  header[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (header.length === 4) header.writeUInt16BE(length, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, payload]);
}

/** Parses the chunks. A text that begins with `!` is not a message, and one that begins with `?` is not read. */
function parse(chunks: readonly Buffer[]): Parsed {
  const parsed: Parsed = { texts: [], controls: [], messageBytes: 0, frames: 0 };
  let ignored = false;
  const parser = new FrameParser({
    kindOf: (bytes, start, length) => {
      const first = length === 0 ? '' : String.fromCharCode(bytes[start]!);
      ignored = first === '?';
      return first === '!' ? 'other' : 'message';
    },
    wantsText: () => !ignored,
    onText: (text, kind) => parsed.texts.push(`${kind} ${text}`),
    onControl: (opcode) => parsed.controls.push(opcode),
  });
  // The bytes of a chunk are overwritten after the call, like those of the shared buffer.
  for (const chunk of chunks) {
    const copy = Buffer.from(chunk);
    parser.feed(copy);
    copy.fill(0xff);
  }
  return { ...parsed, messageBytes: parser.messageBytes, frames: parser.frames };
}

const frame = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant(1), fc.string({ unit: 'binary', maxLength: 200 })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant(1), fc.constantFrom('', '?', '!', 'x'.repeat(126), 'y'.repeat(70_000))),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(8, 9, 10), fc.string({ maxLength: 20 })) },
);

test('the parsed frames and texts do not depend on how the bytes are split into chunks', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 12 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (frames, cuts) => {
        const payloads = frames.map(([opcode, text]) => [opcode, Buffer.from(text)] as const);
        const bytes = Buffer.concat(payloads.map(([opcode, payload]) => serverFrame(opcode, payload)));
        const at = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        const texts = payloads.filter(([opcode]) => opcode === 1).map(([, payload]) => payload);
        const isOther = (payload: Buffer) => payload[0] === 0x21;
        const expected: Parsed = {
          texts: texts
            .filter((payload) => payload[0] !== 0x3f)
            .map((payload) => `${isOther(payload) ? 'other' : 'message'} ${payload.toString()}`),
          controls: payloads.filter(([opcode]) => opcode !== 1).map(([opcode]) => opcode),
          messageBytes: texts.filter((payload) => !isOther(payload)).reduce((sum, { length }) => sum + length + 1, 0),
          frames: payloads.length,
        };
        expect(parse(chunks)).toEqual(expected);
      },
    ),
  );
});

test('frames are parsed from single bytes', () => {
  const bytes = Buffer.concat([serverFrame(1, Buffer.from('hello')), serverFrame(1, Buffer.alloc(300, 'a'))]);
  const parsed = parse([...bytes].map((byte) => Buffer.from([byte])));
  expect(parsed).toMatchObject({
    frames: 2,
    messageBytes: 6 + 301,
    texts: ['message hello', `message ${'a'.repeat(300)}`],
  });
});
