import { describe, expect, test } from 'vitest';
import { hubbubJson, hubbubPlain, socketIo } from './wire-formats.ts';

const posted = (seq: number, text: string) =>
  `{"type":"posted","room":"r0","seq":${seq},"at":1790000000000,"by":"U","name":"n","cid":"c${seq}","text":"${text}"}`;
const people = '{"type":"people","room":"r0","total":12,"unnamed":2,"people":[{"id":"U","name":"n"}]}';
const kind = (wire: typeof hubbubJson, text: string) => wire.kindOf(Buffer.from(`${text}42posted`), 0, text.length);

describe('json', () => {
  test('message frames are recognized by their first bytes', () => {
    expect(kind(hubbubJson, posted(1, 'a'))).toBe('message');
    expect(kind(hubbubJson, people)).toBe('other');
    expect(kind(hubbubJson, '{"type":"ack","room":"r0","cid":"c1","seq":1}')).toBe('other');
    expect(kind(hubbubJson, '{"type":"')).toBe('other');
  });

  test('texts and seqs are read from the events in a mixed frame', () => {
    const frame = [posted(7, 'one'), posted(8, 'two'), people].join('\n');
    expect(hubbubJson.texts(frame, '')).toEqual(['one', 'two']);
    expect(hubbubJson.texts(frame, 'tw')).toEqual(['two']);
    expect(hubbubJson.seqs?.(frame)).toEqual([7, 8]);
    expect(hubbubJson.memberCount?.(frame)).toBe(12);
    expect(hubbubJson.ackedCids?.(frame)).toEqual([]);
  });

  test('a join contains the head of the log, and a reset is a refusal', () => {
    const joined = '{"type":"joined","room":"r0","epoch":"e1","head":41,"messages":[],"older":false}';
    expect(hubbubJson.joinCursor?.(joined)).toEqual({ epoch: 'e1', after: 41 });
    expect(hubbubJson.isRefusal?.(joined)).toBe(false);
    expect(hubbubJson.isRefusal?.(joined.replace('joined', 'reset'))).toBe(true);
  });
});

test('plain: the name is not part of the text', () => {
  expect(hubbubPlain.texts('ann: 1 2 3\nbob: 4 5 6', '')).toEqual(['1 2 3', '4 5 6']);
  expect(hubbubPlain.texts('ann: 1 2 3\nbob: 4 5 6', '4 ')).toEqual(['4 5 6']);
});

test('Socket.IO: only events are messages, and only pings are answered', () => {
  expect(kind(socketIo, '42["message","1 2 3"]')).toBe('message');
  expect(kind(socketIo, '4')).toBe('other');
  expect(socketIo.texts('42["message","1 2 3"]', '')).toEqual(['1 2 3']);
  expect(socketIo.pongFor?.('2')).toBe('3');
  expect(socketIo.pongFor?.('40')).toBeUndefined();
});
