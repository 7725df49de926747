import type { Client } from '@hubbub/client';
import type { Message } from '@hubbub/protocol/events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PersistedMap } from '../../src/model/persisted-map.ts';
import type { RoomSnapshot } from '../../src/model/room-snapshot.ts';
import { removeSent, Writing } from '../../src/model/writing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function message(seq: number): Message {
  return { seq, at: seq, by: 'me', name: 'Me', cid: `cid ${seq}`, text: `text ${seq}`, revision: seq };
}

/** A `Writing` with its storage, the commands that it sent, and a way to switch rooms. */
function openWriting(stored = new Map<string, string>()) {
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const sent: unknown[] = [];
  let room = 'tea';
  const drafts = new PersistedMap<string>({ storage, key: 'drafts', valueType: 'string' });
  const replies = new PersistedMap<number>({ storage, key: 'replies', valueType: 'number' });
  const writing = new Writing({
    client: {
      send: (...args: unknown[]) => sent.push(args),
      edit: (...args: unknown[]) => sent.push(args),
    } as unknown as Client,
    drafts,
    replies,
    view: () => ({ room }) as RoomSnapshot,
    sent: () => undefined,
    changed: () => undefined,
  });
  const enter = (next: string): void => {
    writing.enterRoom(next);
    room = next;
  };
  enter(room);
  return { writing, drafts, replies, sent, stored, enter };
}

test('a draft and its reply are stored half a second after the first change', () => {
  const { writing, stored } = openWriting();
  writing.setDraft('tea', 'half a');
  writing.reply(message(7));
  writing.setDraft('tea', 'half a sentence');
  vi.advanceTimersByTime(500);
  const reloaded = openWriting(stored).writing;
  expect(reloaded.drafts.get('tea')).toBe('half a sentence');
  expect(reloaded.replying.value).toBe(7);
});

test('continued typing does not delay the storing of a draft', () => {
  const { writing, stored } = openWriting();
  for (const text of ['a', 'ab', 'abc', 'abcd']) {
    writing.setDraft('tea', text);
    vi.advanceTimersByTime(200);
  }
  expect(openWriting(stored).writing.drafts.get('tea')).toBe('abc');
});

test('sending removes the draft, and the reply is used once', () => {
  const { writing, sent, stored } = openWriting();
  writing.setDraft('tea', 'yes');
  writing.reply(message(7));
  writing.send('tea', 'yes');
  writing.setDraft('tea', '');
  vi.advanceTimersByTime(500);
  expect(sent).toEqual([['tea', 'yes', { reply: 7 }]]);
  expect(writing.replying.value).toBeNull();
  expect(openWriting(stored).writing.drafts.get('tea')).toBeUndefined();
});

test('a topic is never a reply, and the chosen reply is used by the next message', () => {
  const { writing, sent } = openWriting();
  writing.reply(message(7));
  writing.send('tea', 'green tea', 'topic');
  writing.send('tea', 'waves', 'action');
  expect(sent).toEqual([
    ['tea', 'green tea', { kind: 'topic' }],
    ['tea', 'waves', { kind: 'action', reply: 7 }],
  ]);
});

test('an unfinished edit is restored on return to its room', () => {
  const { writing, enter } = openWriting();
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

test('a cancelled or saved edit is not restored', () => {
  const { writing, enter, sent } = openWriting();
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

test('J-10: a draft and a reply that have become a message are removed, and no other ones', () => {
  const stored = new Map<string, string>();
  const before = openWriting(stored);
  before.writing.setDraft('tea', 'hello\n');
  before.writing.reply(message(7));
  before.writing.setDraft('garden', 'half a sentence');
  before.writing.save();
  const { drafts, replies } = openWriting(stored);
  removeSent(drafts, replies, [
    { room: 'tea', text: 'hello', reply: 7 },
    { room: 'garden', text: 'half' },
  ]);
  const after = openWriting(stored).writing;
  expect(after.drafts.get('tea')).toBeUndefined();
  expect(after.replying.value).toBeNull();
  expect(after.drafts.get('garden')).toBe('half a sentence');
});
