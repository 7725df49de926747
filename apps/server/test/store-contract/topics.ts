import { describe, expect, it } from 'vitest';
import type { Store, PagePosition } from '../../src/chat/ports.ts';
import { action, append, posted, topic } from './drafts.ts';

/** The topics of rooms. */
export function topics(store: () => Store): void {
  const topicOf = async (room: string, position: PagePosition = { type: 'newest' }) =>
    (await store().page(room, position, 1)).topic;

  describe('the topic', () => {
    it('TOPIC-1: is the newest one, on every page', async () => {
      expect(await topicOf('a')).toBeNull();
      await append(store(), posted('a', '1'), topic('a', '2', 'cats'), topic('b', '3', 'birds'));
      expect(await topicOf('a')).toEqual({ text: 'cats', seq: 2, at: 1, by: 'ann', name: 'ann' });
      await append(store(), { ...topic('a', '4', 'dogs'), at: 7, by: null, name: 'guest' }, action('a', '5'));
      const dogs = { text: 'dogs', seq: 3, at: 7, by: null, name: 'guest' };
      const positions: PagePosition[] = [
        { type: 'newest' },
        { type: 'before', seq: 2 },
        { type: 'after', seq: 0 },
        { type: 'around', seq: 1 },
        { type: 'time', ms: 0 },
      ];
      for (const position of positions) expect(await topicOf('a', position)).toEqual(dogs);
      expect(await topicOf('b')).toMatchObject({ text: 'birds' });
      expect(await topicOf('c')).toBeNull();
    });

    it('TOPIC-1: is removed by an empty one', async () => {
      await append(store(), topic('a', '1', 'cats'), topic('a', '2', ''));
      expect(await topicOf('a')).toBeNull();
      await append(store(), topic('a', '3', 'dogs'));
      expect(await topicOf('a')).toMatchObject({ text: 'dogs', seq: 3 });
    });

    it('TOPIC-1: is read at the same moment as the head of its page', async () => {
      const setting = append(store(), topic('a', '1', 'cats'), topic('a', '2', 'dogs'));
      const { head, topic: read } = await store().page('a', { type: 'newest' }, 9);
      expect(read?.seq).toBe(head);
      await setting;
    });
  });
}
