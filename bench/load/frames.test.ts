import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameWalker } from './frames.ts';

interface Heard {
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

/** What a walker makes of these pieces. A text that begins with `!` is not a message, and one with `?` is not read. */
function walk(pieces: readonly Buffer[]): Heard {
  const heard: Heard = { texts: [], controls: [], messageBytes: 0, frames: 0 };
  let ignored = false;
  const walker = new FrameWalker({
    kindOf: (bytes, start, length) => {
      const first = length === 0 ? '' : String.fromCharCode(bytes[start]!);
      ignored = first === '?';
      return first === '!' ? 'other' : 'message';
    },
    wants: () => !ignored,
    hear: (text, kind) => heard.texts.push(`${kind} ${text}`),
    control: (opcode) => heard.controls.push(opcode),
  });
  // The bytes of a piece are overwritten after it was fed, as those of the shared buffer are.
  for (const piece of pieces) {
    const copy = Buffer.from(piece);
    walker.feed(copy);
    copy.fill(0xff);
  }
  return { ...heard, messageBytes: walker.messageBytes, frames: walker.frames };
}

const frame = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant(1), fc.string({ unit: 'binary', maxLength: 200 })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant(1), fc.constantFrom('', '?', '!', 'x'.repeat(126), 'y'.repeat(70_000))),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(8, 9, 10), fc.string({ maxLength: 20 })) },
);

test('however the bytes are cut, the same frames are counted and the same texts heard', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 12 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (frames, cuts) => {
        const payloads = frames.map(([opcode, text]) => [opcode, Buffer.from(text)] as const);
        const bytes = Buffer.concat(payloads.map(([opcode, payload]) => serverFrame(opcode, payload)));
        const at = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        const texts = payloads.filter(([opcode]) => opcode === 1).map(([, payload]) => payload);
        const isOther = (payload: Buffer) => payload[0] === 0x21;
        const expected: Heard = {
          texts: texts
            .filter((payload) => payload[0] !== 0x3f)
            .map((payload) => `${isOther(payload) ? 'other' : 'message'} ${payload.toString()}`),
          controls: payloads.filter(([opcode]) => opcode !== 1).map(([opcode]) => opcode),
          messageBytes: texts.filter((payload) => !isOther(payload)).reduce((sum, { length }) => sum + length + 1, 0),
          frames: payloads.length,
        };
        expect(walk(pieces)).toEqual(expected);
      },
    ),
  );
});

test('one byte at a time is enough', () => {
  const bytes = Buffer.concat([serverFrame(1, Buffer.from('hello')), serverFrame(1, Buffer.alloc(300, 'a'))]);
  const heard = walk([...bytes].map((byte) => Buffer.from([byte])));
  expect(heard).toMatchObject({
    frames: 2,
    messageBytes: 6 + 301,
    texts: ['message hello', `message ${'a'.repeat(300)}`],
  });
});
