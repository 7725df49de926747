import type { Client } from '@hubbub/client';
import type { Message } from '@hubbub/protocol/events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeptMap } from '../../src/model/persisted-map.ts';
import type { RoomPicture } from '../../src/model/room-snapshot.ts';
import { Writing } from '../../src/model/writing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function message(seq: number): Message {
  return { seq, at: seq, by: 'me', name: 'Me', cid: `cid ${seq}`, text: `text ${seq}`, revision: seq };
}

/** Somebody who writes; what the browser keeps, and the room that is open. */
function writer(kept = new Map<string, string>()) {
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const sent: unknown[] = [];
  let room = 'tea';
  const writing = new Writing({
    client: {
      send: (...args: unknown[]) => sent.push(args),
      edit: (...args: unknown[]) => sent.push(args),
    } as unknown as Client,
    drafts: new KeptMap<string>({ storage, key: 'drafts', kind: 'string' }),
    replies: new KeptMap<number>({ storage, key: 'replies', kind: 'number' }),
    view: () => ({ room }) as RoomPicture,
    done: () => undefined,
  });
  const enter = (next: string): void => {
    writing.enter(next);
    room = next;
  };
  enter(room);
  return { writing, sent, kept, enter };
}

test('a draft and what it answers are kept soon after they were written', () => {
  const { writing, kept } = writer();
  writing.write('tea', 'half a');
  writing.reply(message(7));
  writing.write('tea', 'half a sentence');
  vi.advanceTimersByTime(500);
  const later = writer(kept).writing;
  expect(later.drafts.get('tea')).toBe('half a sentence');
  expect(later.replying.value).toBe(7);
});

test('somebody who goes on writing does not put the keeping off', () => {
  const { writing, kept } = writer();
  for (const text of ['a', 'ab', 'abc', 'abcd']) {
    writing.write('tea', text);
    vi.advanceTimersByTime(200);
  }
  expect(writer(kept).writing.drafts.get('tea')).toBe('abc');
});

test('what was sent is no draft any more, and answers once', () => {
  const { writing, sent, kept } = writer();
  writing.write('tea', 'yes');
  writing.reply(message(7));
  writing.send('tea', 'yes');
  writing.write('tea', '');
  vi.advanceTimersByTime(500);
  expect(sent).toEqual([['tea', 'yes', { reply: 7 }]]);
  expect(writing.replying.value).toBeNull();
  expect(writer(kept).writing.drafts.get('tea')).toBeUndefined();
});

test('a topic answers nothing, and leaves the answer that was begun', () => {
  const { writing, sent } = writer();
  writing.reply(message(7));
  writing.send('tea', 'green tea', 'topic');
  writing.send('tea', 'waves', 'action');
  expect(sent).toEqual([
    ['tea', 'green tea', { kind: 'topic' }],
    ['tea', 'waves', { kind: 'action', reply: 7 }],
  ]);
});

test('an edit that was begun is there again on coming back to its room', () => {
  const { writing, enter } = writer();
  writing.editing.value = 3;
  expect(writing.edited(message(3))).toBe('text 3');
  writing.change(message(3), 'text thr');
  enter('garden');
  expect(writing.editing.value).toBeNull();
  enter('tea');
  expect(writing.editing.value).toBe(3);
  expect(writing.edited(message(3))).toBe('text thr');
  expect(writing.edited(message(4))).toBe('text 4');
});

test('an edit that was given up or saved is not begun again', () => {
  const { writing, enter, sent } = writer();
  for (const end of [() => writing.leave(), () => writing.edit(message(3), 'text three')]) {
    writing.editing.value = 3;
    writing.change(message(3), 'text thr');
    end();
    enter('garden');
    enter('tea');
    expect(writing.editing.value).toBeNull();
    expect(writing.edited(message(3))).toBe('text 3');
  }
  expect(sent).toEqual([['tea', 3, 'text three']]);
});
