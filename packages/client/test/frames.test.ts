import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '@hubbub/protocol/commands';
import { pack, unpack } from '../src/frames.ts';

const bytes = (frame: string) => new TextEncoder().encode(frame).length;
const send = (text: string): Command => ({ type: 'send', room: 'tea', cid: 'c', text });

describe('packing commands into frames', () => {
  it('joins small ones in order, one per line', () => {
    expect(pack([{ type: 'hello' }, { type: 'join', room: 'tea' }])).toEqual([
      '{"type":"hello"}\n{"type":"join","room":"tea"}',
    ]);
    expect(pack([])).toEqual([]);
  });

  it('keeps frames within 8 KiB of UTF-8 unless a single command is larger, and loses none', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constant('语'.repeat(4_000)),
      fc.constant('a\nb'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
        const frames = pack(texts.map(send));
        expect(frames.flatMap(unpack)).toEqual(texts.map(send));
        for (const frame of frames) if (unpack(frame).length > 1) expect(bytes(frame)).toBeLessThanOrEqual(8_192);
      }),
    );
  });
});

describe('unpacking a frame', () => {
  it('skips everything that is not a JSON object', () => {
    expect(unpack('{"type":"a"}\n\nnull\n[1]\n"x"\n7\n{"type":\n{"type":"b"}')).toEqual([{ type: 'a' }, { type: 'b' }]);
    expect(unpack(new Blob(['{"type":"a"}']))).toEqual([]);
    expect(unpack(undefined)).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (frame) => Array.isArray(unpack(frame))));
  });
});
