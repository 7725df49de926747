import { describe, expect, it } from 'vitest';
import type { Page, Store, PagePosition } from '../../src/chat/ports.ts';
import { append, deleted, edited, posted, range, messageAt } from './drafts.ts';

/** Reads of events, messages, pages and rooms. */
export function reading(store: () => Store): void {
  describe('reading', () => {
    it('returns the events above a seq in order, up to the limit', async () => {
      const events = await append(store(), ...range(1, 9).map((n) => posted('a', `${n}`)), posted('b', 'b'));
      expect(await store().eventsAfter('a', 0, 100)).toEqual(events.slice(0, 9));
      expect(await store().eventsAfter('a', 3, 2)).toEqual(events.slice(3, 5));
      expect(await store().eventsAfter('a', 9, 2)).toEqual([]);
      expect(await store().eventsAfter('a', 1_000, 2)).toEqual([]);
      expect(await store().eventsAfter('a', -1, 2)).toEqual(events.slice(0, 2));
    });

    it('returns events up to the limit of characters, but at least one', async () => {
      const events = await append(store(), ...['four', 'x', 'four'].map((text, i) => posted('a', `${i}`, text)));
      expect(await store().eventsAfter('a', 0, 9, 9)).toEqual(events);
      expect(await store().eventsAfter('a', 0, 9, 8)).toEqual(events.slice(0, 2));
      expect(await store().eventsAfter('a', 0, 9, 0)).toEqual(events.slice(0, 1));
    });

    it('returns the head and the newest events, up to both limits', async () => {
      const drafts = [posted('a', '1', 'x'), posted('a', '2', 'four'), edited('a', '3', 1, '12345'), posted('b', 'b')];
      const events = await append(store(), ...drafts, deleted('a', '4', 2));
      const now = await store().eventsAfter('a', 0, 9);
      expect(await store().newest('a', 9, 100)).toEqual({ head: 4, events: now });
      expect(await store().newest('a', 2, 100)).toEqual({ head: 4, events: now.slice(2) });
      expect(await store().newest('a', 9, 5)).toEqual({ head: 4, events: now.slice(1) });
      expect(await store().newest('a', 9, 4)).toEqual({ head: 4, events: events.slice(4) });
      expect(await store().newest('a', 0, 9)).toEqual({ head: 4, events: [] });
      expect(await store().newest('nobody', 9, 9)).toEqual({ head: 0, events: [] });
    });

    it('pages through all messages backwards and forwards, each once', async () => {
      // The messages are 1, 3, 5 … 19, each followed by an edit.
      await append(
        store(),
        ...range(1, 10).flatMap((n) => [posted('a', `p${n}`, `${n}`), edited('a', `e${n}`, n * 2 - 1)]),
      );
      const page = async (where: PagePosition, limit: number) => seen(await store().page('a', where, limit));
      expect(await page({ type: 'newest' }, 4)).toEqual([[13, 15, 17, 19], 'older', '-', 20]);
      expect(await page({ type: 'before', seq: 13 }, 4)).toEqual([[5, 7, 9, 11], 'older', 'newer', 20]);
      expect(await page({ type: 'before', seq: 5 }, 4)).toEqual([[1, 3], '-', 'newer', 20]);
      expect(await page({ type: 'before', seq: 1 }, 4)).toEqual([[], '-', 'newer', 20]);
      expect(await page({ type: 'after', seq: 0 }, 2)).toEqual([[1, 3], '-', 'newer', 20]);
      expect(await page({ type: 'after', seq: 3 }, 7)).toEqual([[5, 7, 9, 11, 13, 15, 17], 'older', 'newer', 20]);
      expect(await page({ type: 'after', seq: 17 }, 1)).toEqual([[19], 'older', '-', 20]);
      expect(await page({ type: 'after', seq: 19 }, 1)).toEqual([[], 'older', '-', 20]);
    });

    it('B-1, HTTP-3: ends a page at 256 KiB, but shows at least one message on each side', async () => {
      const large = 'x'.repeat(60 * 1024);
      await append(
        store(),
        ...range(1, 9).map((n) => posted('a', `${n}`, large)),
        posted('a', 'huge', large.repeat(5)),
      );
      const page = async (where: PagePosition) => seen(await store().page('a', where, 50)).slice(0, 3);
      expect(await page({ type: 'newest' })).toEqual([[10], 'older', '-']);
      expect(await page({ type: 'before', seq: 10 })).toEqual([[6, 7, 8, 9], 'older', 'newer']);
      expect(await page({ type: 'after', seq: 0 })).toEqual([[1, 2, 3, 4], '-', 'newer']);
      expect(await page({ type: 'around', seq: 5 })).toEqual([[3, 4, 5, 6], 'older', 'newer']);
      expect(await page({ type: 'around', seq: 10 })).toEqual([[8, 9, 10], 'older', '-']);
    });

    it('names the cid of the event at the head of a page, of whatever type and wherever the page is', async () => {
      const cids: (string | undefined)[] = [(await store().page('a', { type: 'newest' }, 1)).cid];
      for (const draft of [posted('a', 'p'), edited('a', 'e', 1), deleted('a', 'd', 1), posted('b', 'q')]) {
        await append(store(), draft);
        cids.push((await store().page('a', { type: 'before', seq: 1 }, 1)).cid);
      }
      expect(cids).toEqual([undefined, 'p', 'e', 'd', 'd']);
    });

    it('centres the page of a link on its message', async () => {
      await append(store(), ...range(1, 9).map((n) => posted('a', `${n}`)), edited('a', 'e', 9), posted('a', 'last'));
      const around = async (seq: number, limit: number) =>
        seen(await store().page('a', { type: 'around', seq }, limit)).slice(0, 3);
      expect(await around(5, 5)).toEqual([[3, 4, 5, 6, 7], 'older', 'newer']);
      expect(await around(5, 4)).toEqual([[3, 4, 5, 6], 'older', 'newer']);
      expect(await around(5, 1)).toEqual([[5], 'older', 'newer']);
      expect(await around(1, 4)).toEqual([[1, 2], '-', 'newer']);
      // 10 is an edit, so the next message is the centre. Nothing is newer than 11, so the newest message is.
      expect(await around(10, 2)).toEqual([[9, 11], 'older', '-']);
      expect(await around(99, 2)).toEqual([[9, 11], 'older', '-']);
      expect(await around(0, 100)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 11], '-', '-']);
    });

    it('preserves every text that can be typed', async () => {
      const strange = [
        '',
        '\0',
        'a\0b',
        "'; DROP TABLE events; --",
        '张三 👩‍👩‍👧 مرحبا',
        '\u2028\r\n\t',
        '?1 :a',
        'x'.repeat(100_000),
      ];
      for (const [index, text] of strange.entries()) {
        const { event } = await store().append({
          ...posted(`room ${index} ${text.slice(0, 50)}`, `${index}`, text),
          name: text,
        });
        expect(event).toMatchObject({ text, name: text });
        expect(await store().eventsAfter(event.room, 0, 1)).toEqual([event]);
        expect(await messageAt(store(), event.room, 1)).toMatchObject({ text, name: text });
      }
    });

    it('returns an ill-formed text as it will be read later', async () => {
      const draft = posted('a', 'half \ud83d', 'half \ud83d');
      const [event] = await append(store(), draft);
      expect(event).toMatchObject({ cid: 'half \ufffd', text: 'half \ufffd' });
      expect(await store().eventsAfter('a', 0, 1)).toEqual([event]);
      expect(await store().append(draft)).toEqual({ event, duplicate: true });
    });

    it('lists the rooms, most recently active first', async () => {
      await append(store(), posted('a', '1', 'x', 10), posted('b', '2', 'x', 30), posted('c', '3', 'x', 20));
      await append(store(), deleted('a', '4', 1, 40));
      expect(await store().rooms(10)).toEqual([
        { room: 'a', head: 2, lastAt: 40 },
        { room: 'b', head: 1, lastAt: 30 },
        { room: 'c', head: 1, lastAt: 20 },
      ]);
      expect((await store().rooms(2)).map(({ room }) => room)).toEqual(['a', 'b']);
    });
  });
}

function seen({ messages, older, newer, head }: Page): unknown[] {
  return [messages.map(({ seq }) => seq), older ? 'older' : '-', newer ? 'newer' : '-', head];
}
