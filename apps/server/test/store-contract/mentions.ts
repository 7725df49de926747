import { describe, expect, it } from 'vitest';
import { skeletons } from '../../src/chat/people/skeletons.ts';
import type { Store } from '../../src/chat/ports.ts';
import {
  action,
  append,
  claimNames,
  deleted,
  edited,
  mentionsOf,
  posted,
  range,
  reacted,
  rename,
  renamed,
  topic,
  messageAt,
} from './drafts.ts';

const bob = { id: 'bob', name: 'Bob' };
const cy = { id: 'cy', name: 'Cy' };

/** The mentions in messages, and the list of them for each person. */
export function mentions(store: () => Store): void {
  const list = async (person: string, before?: number, limit = 30) => {
    const { items, older } = await store().mentions(person, before, limit);
    return [items.map(({ room, message }) => `${room} ${message.seq}`), older ? 'older' : '-'];
  };

  describe('mentions', () => {
    it('MENTION-1: are found when a message is posted, among the people with a name', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      const events = await append(store(), posted('a', '1', '@Cy and @bob'), posted('a', '2', '@Dora'));
      expect(events[0]).toEqual({ ...posted('a', '1', '@Cy and @bob'), seq: 1, mentions: [cy, bob] });
      expect(events[1]).not.toHaveProperty('mentions');
      expect(await store().eventsAfter('a', 0, 9)).toEqual(events);
      expect(await mentionsOf(store(), 'a', 1)).toEqual([cy, bob]);
      expect(await messageAt(store(), 'a', 2)).not.toHaveProperty('mentions');
      // A person who takes the name later was not meant.
      await claimNames(store(), 'Dora');
      expect(await mentionsOf(store(), 'a', 2)).toBeUndefined();
      expect(await list('dora')).toEqual([[], '-']);
    });

    it('MENTION-1: include a person who claimed the name just before, in the same batch', async () => {
      const [, event] = await Promise.all([claimNames(store(), 'Bob'), append(store(), posted('a', '1', '@bob'))]);
      expect(event[0]).toMatchObject({ mentions: [bob] });
    });

    it('MENTION-1: use the names of that moment', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      await store().rename(rename('bob', 'Rob', skeletons('Rob')));
      await append(store(), posted('a', '1', '@Bob @Rob'));
      expect(await mentionsOf(store(), 'a', 1)).toEqual([{ id: 'bob', name: 'Rob' }]);
    });

    it('MENTION-1: never include the author, also after an edit; actions have mentions, notices do not', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      const said = posted('a', '1', '@Bob @Cy');
      await append(store(), { ...said, by: 'bob' }, action('a', '2', 'waves to @Cy'));
      await append(store(), topic('a', '3', 'all about @Cy'), renamed('a', '4', '@Cy'));
      expect(await mentionsOf(store(), 'a', 1)).toEqual([cy]);
      expect(await mentionsOf(store(), 'a', 2)).toEqual([cy]);
      expect(await list('cy')).toEqual([['a 2', 'a 1'], '-']);
      await append(store(), { ...edited('a', '5', 1, '@Bob'), by: 'bob' });
      expect(await mentionsOf(store(), 'a', 1)).toBeUndefined();
      const guest = { ...posted('a', '6', '@Bob'), by: null };
      expect((await append(store(), guest))[0]).toMatchObject({ mentions: [bob] });
    });

    it('MENTION-1: are those of the newest text, and none after a deletion', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      await append(store(), posted('a', '1', '@Bob'), edited('a', '2', 1, '@Cy'));
      expect(await mentionsOf(store(), 'a', 1)).toEqual([cy]);
      expect(await store().eventsAfter('a', 0, 9)).toMatchObject([{ mentions: [bob] }, { mentions: [cy] }]);
      await append(store(), reacted('a', '3', 1), deleted('a', '4', 1));
      expect(await mentionsOf(store(), 'a', 1)).toBeUndefined();
      for (const event of await store().eventsAfter('a', 0, 9)) expect(event).not.toHaveProperty('mentions');
    });

    it('LOG-3: are not searched again for a retry', async () => {
      const first = await append(store(), posted('a', '1', '@Bob'));
      await claimNames(store(), 'Bob');
      expect(await store().append(posted('a', '1', '@Bob'))).toEqual({ event: first[0], duplicate: true });
      expect(await list('bob')).toEqual([[], '-']);
      const [second] = await append(store(), posted('a', '2', '@Bob'));
      expect(await store().append(posted('a', '2', '@Bob'))).toEqual({ event: second, duplicate: true });
      // Mentions in the draft are ignored.
      const forged = { ...posted('a', '3', 'words'), mentions: [bob], seq: 77 };
      expect((await append(store(), forged))[0]).toEqual({ ...posted('a', '3', 'words'), seq: 3 });
    });
  });

  describe('the list of mentions', () => {
    it('MENTION-2: contains the messages that mention a person, newest first, in pages', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      await append(store(), ...range(1, 5).map((n) => posted(n % 2 ? 'a' : 'b', `${n}`, '@Bob')));
      await append(store(), posted('a', 'other', '@Cy'), reacted('a', 'r', 1));
      expect(await list('bob')).toEqual([['a 3', 'b 2', 'a 2', 'b 1', 'a 1'], '-']);
      const first = await store().mentions('bob', undefined, 2);
      expect(first.older).toBe(true);
      expect(await list('bob', first.items.at(-1)?.id, 2)).toEqual([['a 2', 'b 1'], 'older']);
      const all = (await store().mentions('bob', undefined, 30)).items;
      expect(await list('bob', all.at(-2)?.id, 2)).toEqual([['a 1'], '-']);
      expect(await list('bob', all.at(-1)?.id, 2)).toEqual([[], '-']);
      expect(await list('bob', undefined, 5)).toEqual([['a 3', 'b 2', 'a 2', 'b 1', 'a 1'], '-']);
      expect(all.at(-1)).toEqual({ id: all.at(-1)?.id, room: 'a', message: await messageAt(store(), 'a', 1) });
      expect(all.at(-1)?.message.reactions).toHaveLength(1);
      expect(await list('nobody')).toEqual([[], '-']);
    });

    it('MENTION-2: follows edits and deletions', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      await append(store(), posted('a', '1', '@Bob'), posted('a', '2', '@Bob'), posted('a', '3', 'nobody'));
      const [second, first] = (await store().mentions('bob', undefined, 9)).items.map(({ id }) => id);
      // A person who is still mentioned keeps the item; a new mention is the newest item.
      await append(
        store(),
        edited('a', '4', 1, '@Cy and @Bob'),
        edited('a', '5', 3, '@Bob'),
        edited('a', '6', 2, 'no'),
      );
      expect(await list('bob')).toEqual([['a 3', 'a 1'], '-']);
      expect(await list('cy')).toEqual([['a 1'], '-']);
      const [third, same] = (await store().mentions('bob', undefined, 9)).items.map(({ id }) => id);
      expect(same).toBe(first);
      expect(third).toBeGreaterThan(second!);
      await append(store(), deleted('a', '7', 3), edited('a', '8', 2, '@Bob again'));
      // The id of a removed item is not used again.
      const items = (await store().mentions('bob', undefined, 9)).items;
      expect(items.map(({ message }) => message.seq)).toEqual([2, 1]);
      expect(items[0]?.id).toBeGreaterThan(third!);
    });
  });
}
