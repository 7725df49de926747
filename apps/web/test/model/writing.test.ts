import type { Client } from '@hubbub/client';
import type { Message } from '@hubbub/protocol/events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PersistedMap } from '../../src/model/persisted-map.ts';
import type { RoomSnapshot } from '../../src/model/room-snapshot.ts';
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
    drafts: new PersistedMap<string>({ storage, key: 'drafts', valueType: 'string' }),
    replies: new PersistedMap<number>({ storage, key: 'replies', valueType: 'number' }),
    view: () => ({ room }) as RoomSnapshot,
    sent: () => undefined,
    changed: () => undefined,
  });
  const enter = (next: string): void => {
    writing.enterRoom(next);
    room = next;
  };
  enter(room);
  return { writing, sent, kept, enter };
}

test('a draft and what it answers are kept soon after they were written', () => {
  const { writing, kept } = writer();
  writing.setDraft('tea', 'half a');
  writing.reply(message(7));
  writing.setDraft('tea', 'half a sentence');
  vi.advanceTimersByTime(500);
  const later = writer(kept).writing;
  expect(later.drafts.get('tea')).toBe('half a sentence');
  expect(later.replying.value).toBe(7);
});

test('somebody who goes on writing does not put the keeping off', () => {
  const { writing, kept } = writer();
  for (const text of ['a', 'ab', 'abc', 'abcd']) {
    writing.setDraft('tea', text);
    vi.advanceTimersByTime(200);
  }
  expect(writer(kept).writing.drafts.get('tea')).toBe('abc');
});

test('what was sent is no draft any more, and answers once', () => {
  const { writing, sent, kept } = writer();
  writing.setDraft('tea', 'yes');
  writing.reply(message(7));
  writing.send('tea', 'yes');
  writing.setDraft('tea', '');
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
  expect(writing.editText(message(3))).toBe('text 3');
  writing.setEditText(message(3), 'text thr');
  enter('garden');
  expect(writing.editing.value).toBeNull();
  enter('tea');
  expect(writing.editing.value).toBe(3);
  expect(writing.editText(message(3))).toBe('text thr');
  expect(writing.editText(message(4))).toBe('text 4');
});

test('an edit that was given up or saved is not begun again', () => {
  const { writing, enter, sent } = writer();
  for (const end of [() => writing.cancelEdit(), () => writing.edit(message(3), 'text three')]) {
    writing.editing.value = 3;
    writing.setEditText(message(3), 'text thr');
    end();
    enter('garden');
    enter('tea');
    expect(writing.editing.value).toBeNull();
    expect(writing.editText(message(3))).toBe('text 3');
  }
  expect(sent).toEqual([['tea', 3, 'text three']]);
});
