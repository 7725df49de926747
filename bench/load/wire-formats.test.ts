import { describe, expect, test } from 'vitest';
import { hubbubJson, hubbubPlain, socketIo } from './wire-formats.ts';

const posted = (seq: number, text: string) =>
  `{"type":"posted","room":"r0","seq":${seq},"at":1790000000000,"by":"U","name":"n","cid":"c${seq}","text":"${text}"}`;
const people = '{"type":"people","room":"r0","total":12,"unnamed":2,"people":[{"id":"U","name":"n"}]}';
const kind = (wire: typeof hubbubJson, text: string) => wire.kindOf(Buffer.from(`${text}42posted`), 0, text.length);

describe('json', () => {
  test('a frame with events is told from answers by its first bytes', () => {
    expect(kind(hubbubJson, posted(1, 'a'))).toBe('message');
    expect(kind(hubbubJson, people)).toBe('other');
    expect(kind(hubbubJson, '{"type":"ack","room":"r0","cid":"c1","seq":1}')).toBe('other');
    expect(kind(hubbubJson, '{"type":"')).toBe('other');
  });

  test('texts and numbers are those of the events, whatever else is in the frame', () => {
    const frame = [posted(7, 'one'), posted(8, 'two'), people].join('\n');
    expect(hubbubJson.texts(frame)).toEqual(['one', 'two']);
    expect(hubbubJson.seqs?.(frame)).toEqual([7, 8]);
    expect(hubbubJson.present?.(frame)).toBe(12);
    expect(hubbubJson.acknowledged?.(frame)).toEqual([]);
  });

  test('a join says where the log was, and a reset is a refusal', () => {
    const joined = '{"type":"joined","room":"r0","epoch":"e1","head":41,"messages":[],"older":false}';
    expect(hubbubJson.joinedAt?.(joined)).toEqual({ epoch: 'e1', after: 41 });
    expect(hubbubJson.refused?.(joined)).toBe(false);
    expect(hubbubJson.refused?.(joined.replace('joined', 'reset'))).toBe(true);
  });
});

test('plain: names are not part of the text', () => {
  expect(hubbubPlain.texts('ann: 1 2 3\nbob: 4 5 6')).toEqual(['1 2 3', '4 5 6']);
});

test('Socket.IO: only an event is a message, and only a ping is answered', () => {
  expect(kind(socketIo, '42["message","1 2 3"]')).toBe('message');
  expect(kind(socketIo, '4')).toBe('other');
  expect(socketIo.texts('42["message","1 2 3"]')).toEqual(['1 2 3']);
  expect(socketIo.answer?.('2')).toBe('3');
  expect(socketIo.answer?.('40')).toBeUndefined();
});
