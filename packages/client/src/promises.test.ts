import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Command, Join, Send } from '@hubbub/protocol/commands';
import type { Posted } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import type { Client } from './client.ts';
import { FakeServer } from './fake-server.ts';
import { memoryIdentity } from './identity.ts';
import { memoryOutbox } from './outbox-memory.ts';
import { ann, joined, posted, settled, visit } from './visit.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Small, so that resets happen. */
const RESUME_EVENTS = 4;
const PAGE = 3;

/** A room that keeps its promises, at the other end of a line that keeps none. */
class Tea {
  readonly line = new FakeServer();
  readonly log: Posted[] = [];
  /** Said, and still on the way. */
  #coming: Command[] = [];
  #going: ServerLine[] = [];

  /** Another call begins: what was on the way on the old one is lost. */
  answers(): void {
    this.#coming = [];
    this.#going = [];
    this.line.accepts();
    this.line.welcomes();
  }

  cuts(): void {
    this.line.hangsUp(1006);
  }

  /** Reads at most so many commands. */
  reads(count: number): void {
    this.#coming.push(...this.line.heard());
    for (const command of this.#coming.splice(0, count)) {
      if (command.type === 'hello') this.#going.push({ type: 'you', me: ann });
      if (command.type === 'join') this.#admit(command);
      if (command.type === 'send') this.#post(command);
    }
  }

  /** At most so many lines arrive. */
  says(count: number): void {
    for (const line of this.#going.splice(0, count)) this.line.says(line);
  }

  /** The next line is lost, if it is one that a bus may lose. */
  loses(): void {
    if (this.#going[0]?.type === 'posted') this.#going.shift();
  }

  hears(by: string, cid: string, text: string): Posted {
    const event = posted(this.log.length + 1, { by, name: by, cid, text });
    this.log.push(event);
    this.#going.push(event);
    return event;
  }

  get quiet(): boolean {
    this.#coming.push(...this.line.heard());
    return this.#coming.length === 0 && this.#going.length === 0;
  }

  #post({ cid, text }: Send): void {
    const event = this.log.find((earlier) => earlier.cid === cid) ?? this.hears('ann', cid, text);
    this.#going.push({ type: 'ack', room: 'tea', cid, seq: event.seq });
  }

  #admit({ after }: Join): void {
    const head = this.log.length;
    const newest = joined('tea', this.log.slice(-PAGE), { older: head > PAGE });
    if (after === undefined) this.#going.push(newest);
    else if (head - after > RESUME_EVENTS) this.#going.push({ ...newest, type: 'reset', reason: 'too_far' });
    else {
      this.#going.push({ type: 'resumed', room: 'tea', epoch: 'first', after, head });
      this.#going.push(...this.log.slice(after));
    }
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant('sends' as const) },
    { weight: 4, arbitrary: fc.constant('is read' as const) },
    { weight: 4, arbitrary: fc.constant('is answered' as const) },
    { weight: 2, arbitrary: fc.constant('bob posts' as const) },
    { weight: 1, arbitrary: fc.constant('an event is lost' as const) },
    { weight: 2, arbitrary: fc.constant('the line is cut' as const) },
    { weight: 1, arbitrary: fc.constant('reloads' as const) },
  ),
  { maxLength: 60, size: 'max' },
);

it('whatever breaks when: once, in order, without a hole, and always to be seen', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const tea = new Tea();
      const identity = memoryIdentity('secret');
      const outbox = memoryOutbox();
      const texts: string[] = [];
      const open = async (): Promise<Client> => {
        const { client } = visit({ WebSocket: tea.line.WebSocket, identity, outbox });
        client.join('tea');
        client.start();
        tea.answers();
        await settled();
        return client;
      };
      let client = await open();

      const goOn = async () => {
        await settled();
        const { pending, log } = client.rooms.get('tea')!;
        const shown = new Set(log.messages.map(({ cid }) => cid));
        expect(pending.filter(({ cid }) => shown.has(cid))).toEqual([]);
        const seen = new Set([...tea.log, ...pending].map(({ text }) => text));
        expect(texts.filter((text) => !seen.has(text))).toEqual([]);
        const truth = tea.log.slice(0, log.head).slice(-log.messages.length || Infinity);
        expect(log.messages.map(({ seq, text }) => [seq, text])).toEqual(truth.map(({ seq, text }) => [seq, text]));
      };

      for (const step of script) {
        if (step === 'sends') {
          texts.push(`text ${texts.length}`);
          client.send('tea', texts.at(-1)!);
        } else if (step === 'is read') tea.reads(2);
        else if (step === 'is answered') tea.says(2);
        else if (step === 'bob posts') tea.hears('bob', `bob ${tea.log.length}`, 'bob');
        else if (step === 'an event is lost') tea.loses();
        else if (step === 'the line is cut') {
          tea.cuts();
          client.wake();
          tea.answers();
        } else {
          client.stop();
          client = await open();
        }
        await goOn();
      }

      for (let rounds = 0; rounds < 20 && (!tea.quiet || rounds < 3); rounds++) {
        tea.reads(Infinity);
        tea.says(Infinity);
        tea.line.says({ type: 'heartbeat', heads: { tea: tea.log.length } });
        await goOn();
      }
      const { pending, log } = client.rooms.get('tea')!;
      expect(tea.log.filter(({ by }) => by === 'ann').map(({ text }) => text)).toEqual(texts);
      expect(pending).toEqual([]);
      expect(await outbox.all()).toEqual([]);
      expect(log.head).toBe(tea.log.length);
      client.stop();
    }),
    { numRuns: 150 },
  );
});
