import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { append, edited, posted, refusalOf } from './drafts.ts';

/** The second of two rooms that look alike gets no message. */
export function lookAlikeRooms(store: () => Store): void {
  const outcome = (room: string, cid: string, by: string | null = 'ann') =>
    store()
      .append({ ...posted(room, cid), by })
      .then(({ event }) => event.seq, refusalOf);
  const refusal = ['room_lookalike', { field: 'room' }];

  describe('a room whose name looks like that of another room', () => {
    it('B-3, ROOM-5: gets no message, whoever writes it, and can still be read', async () => {
      await append(store(), posted('paypal', '1'));
      expect(await outcome('pаypаl', '2')).toEqual(refusal);
      expect(await outcome('paypa1', '3', null)).toEqual(refusal);
      expect(await store().head('pаypаl')).toBe(0);
      expect((await store().rooms(9)).map(({ room }) => room)).toEqual(['paypal']);
      // The cid was not used.
      expect(await outcome('paypal', '2')).toBe(2);
    });

    it('B-3, ROOM-5: is decided within a batch of writes', async () => {
      const both = [outcome('room 1', '1'), outcome('room l', '2'), outcome('room l', '3'), outcome('room 1', '4')];
      expect(await Promise.all(both)).toEqual([1, refusal, refusal, 2]);
    });

    it('B-3, ROOM-5: is not the lobby, even before anybody has written there', async () => {
      expect(await outcome('lоbby', '1')).toEqual(refusal);
      expect(await outcome('1obby', '2')).toEqual(refusal);
      expect(await outcome('lobby', '3')).toBe(1);
      expect(await outcome('lobby', '4')).toBe(2);
    });

    it('B-3, ROOM-5: is refused for a message that would otherwise be written', async () => {
      await append(store(), posted('a', '1'));
      expect(
        await store()
          .append(edited('а', '2', 1))
          .catch(refusalOf),
      ).toEqual(['no_such_message', { field: 'target' }]);
      expect(await outcome('а', '1')).toEqual(['cid_reused', {}]);
    });
  });
}
