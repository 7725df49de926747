import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import { MyReactions } from '../src/rooms/my-reactions.ts';
import { reacted, unreacted } from './support/arbitrary-log.ts';
import { annIn, reconnected, settled, unnamed, useFakeTimers } from './support/fixtures.ts';
import { joined, posted, refusal, reset, resumed } from './support/lines.ts';

useFakeTimers();

const answer = (...reactions: Extract<ServerLine, { type: 'my_reactions' }>['reactions']): ServerLine => {
  return { type: 'my_reactions', room: 'tea', reactions };
};

describe('the reactions of this person', () => {
  it('REACT-3: are requested once, for several messages at a time, and follow the events', async () => {
    const { client, server } = await annIn(['tea']);
    server.send(posted(1), posted(2));
    expect([client.myReactions('tea', 1), client.myReactions('tea', 2), client.myReactions('tea', 1)]).toEqual(
      Array(3).fill(undefined),
    );
    await settled();
    expect(client.myReactions('tea', 1)).toBeUndefined();
    await settled();
    expect(server.received()).toEqual([{ type: 'my_reactions', room: 'tea', targets: [1, 2] }]);
    server.send(answer({ target: 1, revision: 1, emoji: ['👍'] }, { target: 2, revision: 2, emoji: [] }));
    expect([...client.myReactions('tea', 1)!]).toEqual(['👍']);
    expect([...client.myReactions('tea', 2)!]).toEqual([]);
    const others = { ...reacted(5, 1, '🎉', 'bob'), room: 'tea' };
    server.send(unreacted(3, 1, '👍'), reacted(4, 2, '🍵'), others);
    expect([...client.myReactions('tea', 1)!]).toEqual([]);
    expect([...client.myReactions('tea', 2)!]).toEqual(['🍵']);
    await settled();
    expect(server.received()).toEqual([]);
  });

  it('REACT-3: are requested again after a lost connection, a reset and a refusal', async () => {
    const { client, server } = await annIn(['tea']);
    server.send(posted(1));
    const request = async () => {
      expect(client.myReactions('tea', 1)).toBeUndefined();
      await settled();
      return server.received().filter(({ type }) => type === 'my_reactions').length;
    };
    expect(await request()).toBe(1);
    await reconnected(server);
    expect(await request()).toBe(0);
    server.send({ type: 'you', me: { id: 'ann', name: 'Ann' } }, resumed(1, 1));
    expect(await request()).toBe(1);
    server.send(refusal({ command: 'my_reactions', room: 'tea' }));
    expect(await request()).toBe(0);
    vi.advanceTimersByTime(10_000);
    expect(await request()).toBe(1);
    server.send(answer({ target: 1, revision: 1, emoji: ['👍'] }));
    expect(client.myReactions('tea', 1)?.size).toBe(1);
    server.send(reset('too_far', 'tea', [posted(1)]));
    expect(await request()).toBe(1);
  });

  it('are not requested without a name', async () => {
    const { client, server } = await unnamed();
    client.join('tea');
    server.send(joined('tea', [posted(1)]));
    server.receivedFrames();
    expect(client.myReactions('tea', 1)).toBeUndefined();
    await settled();
    expect(server.received()).toEqual([]);
  });

  it('REACT-3: are right whenever the answer was read and whenever it arrives', async () => {
    const step = fc.record({ removes: fc.boolean(), emoji: fc.constantFrom('👍', '🍵') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat(), fc.nat(), fc.nat(), async (steps, ...picks) => {
        const events: Event[] = steps.map(({ removes, emoji }, i) => (removes ? unreacted : reacted)(i + 2, 1, emoji));
        const [asked, read, arrives] = picks.map((pick) => pick % (events.length + 1)).toSorted((a, b) => a - b) as [
          number,
          number,
          number,
        ];
        const after = (count: number) => {
          const chosen = new Set<string>();
          for (const { removes, emoji } of steps.slice(0, count)) chosen[removes ? 'delete' : 'add'](emoji);
          return chosen;
        };
        // The events that the answer includes may still be on their way when it arrives.
        for (const received of [arrives, Math.min(arrives, read), asked]) {
          const mine = new MyReactions(() => true);
          for (const event of events.slice(0, asked)) mine.apply(event);
          mine.of('ann', 1);
          await settled();
          for (const event of events.slice(asked, received)) mine.apply(event);
          mine.receive({
            type: 'my_reactions',
            room: 'tea',
            reactions: [{ target: 1, revision: read + 1, emoji: [...after(read)] }],
          });
          expect(mine.of('ann', 1)).toEqual(after(Math.max(received, read)));
          for (const event of events.slice(received)) mine.apply(event);
          expect(mine.of('ann', 1)).toEqual(after(events.length));
        }
      }),
    );
  });
});

describe('all people under a message', () => {
  it('REACT-3: are requested, and their answers belong to requests in order', async () => {
    const { client, server } = await annIn(['tea']);
    const list = { type: 'reactions', room: 'tea', target: 1, revision: 3, reactions: [] } as const;
    const [known, missing] = [client.reactions('Tea', 1), client.reactions('tea', 9)];
    expect(server.received()).toEqual([
      { type: 'reactions', room: 'tea', target: 1 },
      { type: 'reactions', room: 'tea', target: 9 },
    ]);
    server.send({ ...list, reactions: [] }, refusal({ command: 'reactions', code: 'no_such_message' }));
    await expect(known).resolves.toEqual(list);
    await expect(missing).rejects.toMatchObject({ code: 'no_such_message' });
    const lost = client.reactions('tea', 1);
    server.close(1006);
    await expect(lost).rejects.toMatchObject({ code: 'stopping' });
  });
});
