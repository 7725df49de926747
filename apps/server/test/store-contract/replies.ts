import { describe, expect, it } from 'vitest';
import type { Draft, Store } from '../../src/chat/ports.ts';
import {
  action,
  append,
  deleted,
  edited,
  posted,
  reacted,
  refused,
  renamed,
  reply,
  topic,
  unreacted,
  messageAt,
} from './drafts.ts';

/** Replies, actions and notices. */
export function replies(store: () => Store): void {
  describe('a reply', () => {
    it('REPLY-1: names its message in the event and in the message', async () => {
      const [, answer] = await append(store(), posted('a', '1'), reply('a', '2', 1));
      expect(answer).toEqual({ ...reply('a', '2', 1), seq: 2 });
      expect(await store().eventsAfter('a', 1, 1)).toEqual([answer]);
      expect(await messageAt(store(), 'a', 2)).toMatchObject({ reply: 1 });
      expect(await messageAt(store(), 'a', 1)).not.toHaveProperty('reply');
      await append(store(), edited('a', '3', 2), deleted('a', '4', 2));
      expect(await messageAt(store(), 'a', 2)).toMatchObject({ reply: 1, deleted: true });
    });

    it('REPLY-1: needs a message of this room, which may be deleted or an action', async () => {
      await append(
        store(),
        posted('a', '1'),
        deleted('a', '2', 1),
        action('a', '3'),
        topic('a', '4'),
        posted('b', '5'),
      );
      expect(await refused(store(), reply('a', '6', 1))).toBe('written');
      expect(await refused(store(), reply('a', '7', 3))).toBe('written');
      for (const missing of [2, 4, 7, 99, 0, 1.5, Number.MAX_SAFE_INTEGER])
        expect(await refused(store(), reply('a', '8', missing))).toBe('no_such_message');
      expect(await refused(store(), reply('nowhere', '8', 1))).toBe('no_such_message');
      expect(await store().head('a')).toBe(6);
    });
  });

  describe('kinds of posts', () => {
    it('KIND-1: are stored in the event and in the message', async () => {
      const drafts = [action('a', '1'), topic('a', '2'), renamed('a', '3'), posted('a', '4')];
      const events = await append(store(), ...drafts);
      expect(events.map((event) => 'kind' in event && event.kind)).toEqual(['action', 'topic', 'renamed', false]);
      expect(await store().eventsAfter('a', 0, 9)).toEqual(events);
      const { messages } = await store().page('a', { type: 'newest' }, 9);
      expect(messages.map(({ kind }) => kind)).toEqual(['action', 'topic', 'renamed', undefined]);
      expect(messages[3]).not.toHaveProperty('kind');
    });

    it('KIND-1: include notices, which cannot be changed, and actions, which can', async () => {
      await append(store(), action('a', '1'), topic('a', '2'), renamed('a', '3'));
      const changes = (target: number): Draft[] => [
        edited('a', `edit ${target}`, target, 'other words'),
        reacted('a', `react ${target}`, target),
        unreacted('a', `unreact ${target}`, target),
        deleted('a', `delete ${target}`, target),
      ];
      for (const notice of [2, 3])
        for (const draft of changes(notice)) expect(await refused(store(), draft)).toBe('no_such_message');
      for (const draft of changes(1)) expect(await refused(store(), draft)).toBe('written');
      expect(await messageAt(store(), 'a', 1)).toMatchObject({ kind: 'action', deleted: true, text: '' });
    });
  });
}
