import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { append, edited, emptyPage, posted, range } from './drafts.ts';

/** Pages by time. */
export function times(store: () => Store): void {
  const page = async (ms: number, limit: number) => {
    const { messages, older, newer } = await store().page('a', { type: 'time', ms }, limit);
    return [messages.map(({ seq }) => seq), older ? 'older' : '-', newer ? 'newer' : '-'];
  };

  describe('a page by time', () => {
    it('HTTP-3: is centred on the first message from then on', async () => {
      await append(store(), ...range(1, 20).map((n) => posted('a', `${n}`, 'x', n * 10)));
      expect(await page(100, 5)).toEqual([[8, 9, 10, 11, 12], 'older', 'newer']);
      expect(await page(91, 5)).toEqual([[8, 9, 10, 11, 12], 'older', 'newer']);
      expect(await page(101, 1)).toEqual([[11], 'older', 'newer']);
      expect(await page(0, 4)).toEqual([[1, 2], '-', 'newer']);
      expect(await page(200, 2)).toEqual([[19, 20], 'older', '-']);
      // Nothing is that late, so the newest message is the centre.
      expect(await page(201, 2)).toEqual([[19, 20], 'older', '-']);
      expect(await page(Number.MAX_SAFE_INTEGER, 2)).toEqual([[19, 20], 'older', '-']);
    });

    it('HTTP-3: is centred on the first of several messages with the same time, and not on an edit', async () => {
      await append(store(), posted('a', '1', 'x', 5), posted('a', '2', 'x', 5), edited('a', '3', 1, 'y', 8));
      await append(store(), posted('a', '4', 'x', 9), posted('a', '5', 'x', 9));
      expect(await page(5, 1)).toEqual([[1], '-', 'newer']);
      expect(await page(6, 1)).toEqual([[4], 'older', 'newer']);
      expect(await page(9, 1)).toEqual([[4], 'older', 'newer']);
    });

    it('HTTP-3: contains a message near that time when the clock was set back', async () => {
      const clock = [10, 20, 30, 15, 25, 35, 40];
      await append(store(), ...clock.map((at, index) => posted('a', `${index}`, 'x', at)));
      for (const ms of [11, 16, 22, 33]) {
        const [[seq]] = (await page(ms, 1)) as [[number], string, string];
        expect(clock[seq - 1]).toBeGreaterThanOrEqual(ms);
        expect(clock[seq - 2]).toBeLessThan(ms);
      }
    });

    it('HTTP-3: is empty in a room without events', async () => {
      expect(await store().page('nowhere', { type: 'time', ms: 1 }, 5)).toEqual(emptyPage);
    });
  });
}
