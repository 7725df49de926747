import { describe, expect, it } from 'vitest';
import type { Draft, Store } from '../../src/chat/ports.ts';
import { action, append, deleted, edited, posted, reacted, refused, reply, topic, unreacted } from './drafts.ts';

/** Each sender and cid have at most one event. */
export function retries(store: () => Store): void {
  describe('a retry', () => {
    it('returns the first event, and writes nothing', async () => {
      const drafts = [posted('a', '1'), edited('a', '2', 1), deleted('a', '3', 1)];
      const first = await append(store(), ...drafts);
      const again = await Promise.all(drafts.map((draft) => store().append({ ...draft, at: draft.at + 5 })));
      expect(again.map(({ duplicate }) => duplicate)).toEqual([true, true, true]);
      expect(again.map(({ event }) => event.seq)).toEqual([1, 2, 3]);
      expect(again.map(({ event }) => event.at)).toEqual(first.map(({ at }) => at));
      expect(await store().head('a')).toBe(3);
    });

    it('is recognised in the same batch as the first', async () => {
      const both = await Promise.all([store().append(posted('a', '1')), store().append(posted('a', '1'))]);
      expect(both.map(({ duplicate }) => duplicate)).toEqual([false, true]);
      expect(both[1].event).toEqual(both[0].event);
      expect(await store().head('a')).toBe(1);
    });

    it('may carry another name, because the person may have been renamed', async () => {
      await append(store(), posted('a', '1'));
      const again = await store().append({ ...posted('a', '1'), name: 'Ann' });
      expect(again).toMatchObject({ duplicate: true, event: { name: 'ann' } });
    });

    it('returns the original text after an edit', async () => {
      await append(store(), posted('a', '1', 'helo'), edited('a', '2', 1, 'hello'));
      expect(await store().append(posted('a', '1', 'helo'))).toMatchObject({
        duplicate: true,
        event: { text: 'helo' },
      });
      expect(await refused(store(), posted('a', '1', 'hello'))).toBe('cid_reused');
    });

    it('returns its event without the text after a deletion', async () => {
      await append(store(), posted('a', '1', 'secret'), edited('a', '2', 1, 'secrets'), deleted('a', '3', 1));
      const drafts = [posted('a', '1', 'secret'), edited('a', '2', 1, 'secrets'), deleted('a', '3', 1)];
      const again = await Promise.all(drafts.map((draft) => store().append(draft)));
      expect(again.every(({ duplicate }) => duplicate)).toBe(true);
      expect(again.map(({ event }) => ('text' in event ? event.text : null))).toEqual(['', '', null]);
    });

    it('J-7, LOG-3: of a text that has become too long is no refusal', async () => {
      await append(store(), posted('a', '1', 'long'), edited('a', '2', 1, 'longer'));
      const drafts = [posted('a', '1', 'long'), edited('a', '2', 1, 'longer')];
      for (const draft of drafts)
        expect(await store().append({ ...draft, tooLong: true })).toMatchObject({ duplicate: true });
      const others: Draft[] = [posted('a', '1', 'other'), posted('a', '3'), edited('a', '4', 1), edited('a', '5', 99)];
      const codes = await Promise.all(others.map((draft) => refused(store(), { ...draft, tooLong: true })));
      expect(codes).toEqual(['cid_reused', 'text_too_long', 'text_too_long', 'text_too_long']);
      expect(await store().head('a')).toBe(2);
    });

    it('with other content is refused', async () => {
      await append(store(), posted('a', '1'), posted('a', '2'), edited('a', '3', 1, 'b'), deleted('a', '4', 2));
      const others = [
        posted('a', '1', 'other words'),
        posted('b', '1'),
        edited('a', '1', 1),
        deleted('a', '1', 1),
        edited('a', '3', 2, 'b'),
        edited('a', '3', 1, 'c'),
        edited('b', '3', 1, 'b'),
        deleted('a', '4', 1),
        posted('a', '4'),
      ];
      expect(await Promise.all(others.map((draft) => refused(store(), draft)))).toEqual(others.map(() => 'cid_reused'));
      expect(await store().head('a')).toBe(4);
      expect(await store().head('b')).toBe(0);
    });

    it('LOG-3: of a reaction or a post must repeat its emoji, kind and reply', async () => {
      const drafts = [
        posted('a', '1'),
        reacted('a', '2', 1),
        unreacted('a', '3', 1),
        action('a', '4'),
        reply('a', '5', 1),
      ];
      const first = await append(store(), ...drafts, reacted('a', '6', 4));
      const again = await Promise.all(drafts.map((draft) => store().append({ ...draft, at: 9 })));
      expect(again).toEqual(first.slice(0, 5).map((event) => ({ event, duplicate: true })));
      // After a rename it is still the same reaction.
      expect(await store().append({ ...reacted('a', '2', 1), name: 'Ann' })).toMatchObject({ event: { name: 'ann' } });
      const others = [
        reacted('a', '2', 4),
        reacted('a', '2', 1, '🎉'),
        unreacted('a', '2', 1),
        unreacted('a', '3', 1, '🎉'),
        posted('a', '4', 'waves'),
        topic('a', '4', 'waves'),
        reply('a', '1', 4),
        reply('a', '5', 4),
        posted('a', '5'),
      ];
      expect(await Promise.all(others.map((draft) => refused(store(), draft)))).toEqual(others.map(() => 'cid_reused'));
      // After a deletion only the text is not compared.
      await append(store(), deleted('a', '7', 5), deleted('a', '8', 4));
      expect(await refused(store(), { ...reply('a', '5', 1), text: 'other words' })).toBe('written');
      expect(await refused(store(), reply('a', '5', 4))).toBe('cid_reused');
      expect(await refused(store(), reacted('a', '6', 4))).toBe('written');
      expect(await refused(store(), reacted('a', '6', 4, '🎉'))).toBe('cid_reused');
      expect(await store().head('a')).toBe(8);
    });

    it('is identified by the sender and the cid together', async () => {
      const drafts = [posted('a', '1'), { ...posted('a', '1'), by: 'bob' }];
      const both = await Promise.all(drafts.map((draft) => store().append(draft)));
      expect(both.map(({ duplicate, event }) => [duplicate, event.seq])).toEqual([
        [false, 1],
        [false, 2],
      ]);
    });

    it('does not exist for a plain connection', async () => {
      const draft = { ...posted('a', ''), by: null };
      const both = await Promise.all([store().append(draft), store().append(draft)]);
      expect(both.map(({ duplicate, event }) => [duplicate, event.seq])).toEqual([
        [false, 1],
        [false, 2],
      ]);
    });
  });
}
