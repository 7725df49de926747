import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { append, deleted, edited, posted, refused, messageAt } from './drafts.ts';

/** The effect of edits and deletions on messages and on the log. */
export function editsAndDeletions(store: () => Store): void {
  describe('an edit or a deletion', () => {
    it('sets the text of the newest edit and its time', async () => {
      await append(store(), posted('a', '1', 'one'), edited('a', '2', 1, 'two', 20), edited('a', '3', 1, 'three', 30));
      expect(await messageAt(store(), 'a', 1)).toEqual({
        seq: 1,
        at: 1,
        by: 'ann',
        name: 'ann',
        cid: '1',
        text: 'three',
        revision: 3,
        editedAt: 30,
      });
      const events = await store().eventsAfter('a', 0, 10);
      expect(events.map((event) => 'text' in event && event.text)).toEqual(['one', 'two', 'three']);
    });

    it('removes the text of the deleted message and its edits, and no other text', async () => {
      await append(
        store(),
        posted('a', '1'),
        posted('a', '2', 'stays'),
        posted('b', '3', 'stays'),
        edited('a', '4', 1, 'x'),
      );
      await append(store(), edited('a', '5', 2, 'stays too'), deleted('a', '6', 1, 60), posted('a', '7', 'stays'));
      expect(await messageAt(store(), 'a', 1)).toEqual({
        seq: 1,
        at: 1,
        by: 'ann',
        name: 'ann',
        cid: '1',
        text: '',
        revision: 5,
        editedAt: 1,
        deleted: true,
      });
      const events = [...(await store().eventsAfter('a', 0, 10)), ...(await store().eventsAfter('b', 0, 10))];
      expect(events.map((event) => ('text' in event ? event.text : null))).toEqual([
        '',
        'stays',
        '',
        'stays too',
        null,
        'stays',
        'stays',
      ]);
    });

    it('does not change objects that were returned before', async () => {
      await append(store(), posted('a', '1', 'words'));
      const [events, page] = [await store().eventsAfter('a', 0, 1), await store().page('a', { type: 'newest' }, 1)];
      await append(store(), deleted('a', '2', 1));
      expect([events[0], page.messages[0]]).toMatchObject([{ text: 'words' }, { text: 'words' }]);
    });

    it('needs a message of this room that is not deleted', async () => {
      await append(
        store(),
        posted('a', '1'),
        edited('a', '2', 1),
        posted('b', '3'),
        posted('b', '4'),
        deleted('a', '5', 1),
      );
      expect(await refused(store(), edited('a', '6', 2))).toBe('no_such_message');
      expect(await refused(store(), deleted('a', '7', 3))).toBe('no_such_message');
      expect(await refused(store(), edited('b', '8', 3))).toBe('no_such_message');
      expect(await refused(store(), edited('b', '9', 1.5))).toBe('no_such_message');
      expect(await refused(store(), edited('b', '10', Number.MAX_SAFE_INTEGER))).toBe('no_such_message');
      expect(await refused(store(), edited('a', '11', 1))).toBe('message_deleted');
      expect(await refused(store(), deleted('a', '12', 1))).toBe('message_deleted');
      // A refused draft does not use up its cid.
      expect((await append(store(), posted('a', '12')))[0]?.seq).toBe(4);
    });
  });
}
