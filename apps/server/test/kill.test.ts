import { randomInt } from 'node:crypto';
import { Client } from '@hubbub/client';
import { memoryIdentity } from '@hubbub/client/identity';
import { memoryOutbox } from '@hubbub/client/outbox/memory';
import type { Message } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import { expect, test } from 'vitest';
import { noMetrics } from './support/no-metrics.ts';
import type { Store } from '../src/chat/ports.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { freePort } from '../../../scripts/free-port.ts';
import { emptyFolder, startProcess } from './support/server-process.ts';
import { until } from './support/until.ts';

const ROUNDS = 20;
const CLIENTS = 10;
const ROOM = 'lobby';

/** A WebSocket that records the `seq` of each acknowledged cid, independently of the client that uses it. */
function recordingWebSocket(acknowledged: Map<string, number>): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[] | WebSocketInit) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        for (const text of String(data).split('\n')) {
          const line = JSON.parse(text) as ServerLine;
          if (line.type === 'ack') acknowledged.set(line.cid, line.seq);
        }
      });
    }
  };
}

test(
  `LOG-1 to LOG-4: ${ROUNDS} times kill -9 while ${CLIENTS} clients send: nothing is missing, duplicated, reordered or different`,
  { timeout: 120_000 },
  async () => {
    const port = await freePort();
    const data = emptyFolder();
    let server = await startProcess({ port, data });
    const acknowledged = new Map<string, number>();
    const sent = new Map<string, string[]>();
    const clients = Array.from({ length: CLIENTS }, () => {
      const client = new Client({
        url: server.ws,
        api: `${server.http}api`,
        identity: memoryIdentity(),
        outbox: memoryOutbox(),
        WebSocket: recordingWebSocket(acknowledged),
      });
      client.join(ROOM);
      client.start();
      return client;
    });
    await Promise.all(clients.map((client, i) => client.name(`client ${i}`)));

    let sending = true;
    const senders = clients.map(async (client) => {
      for (let count = 1; sending; count++) {
        const cids = sent.get(client.me!.id) ?? [];
        sent.set(client.me!.id, cids);
        cids.push(client.send(ROOM, `${client.me!.name}: ${count}`));
        // Edits and deletions of earlier messages, because clients must resume these, too.
        const mine = client.rooms
          .get(ROOM)!
          .timeline.messages.findLast(({ by, deleted }) => by === client.me!.id && !deleted);
        if (mine !== undefined && count % 3 === 0) cids.push(client.edit(ROOM, mine.seq, `${mine.text}!`));
        if (mine !== undefined && count % 7 === 0) cids.push(client.remove(ROOM, mine.seq));
        await new Promise((resolve) => setTimeout(resolve, randomInt(5, 30)));
      }
    });
    const [observer] = clients;
    for (let round = 0; round < ROUNDS; round++) {
      const before = acknowledged.size;
      await until(observer!, () => acknowledged.size > before + CLIENTS);
      await server.kill('SIGKILL');
      server = await startProcess({ port, data });
      for (const client of clients) client.wake();
    }
    sending = false;
    await Promise.all(senders);
    const view = (client: Client) => client.rooms.get(ROOM)!;
    const waiting = (client: Client) => view(client).pending.filter(({ state }) => state === 'waiting');
    await Promise.all(
      clients.map((client) => until(client, () => waiting(client).length === 0 && client.state.type === 'online')),
    );
    const last = Math.max(...acknowledged.values());
    await Promise.all(clients.map((client) => until(client, () => view(client).timeline.head >= last)));
    for (const client of clients) client.stop();
    await server.kill('SIGTERM');

    const store = await openSqliteStore({
      directory: data,
      metrics: noMetrics,
      onFatal: (error) => expect.fail(error.message),
    });
    const log = await store.eventsAfter(ROOM, 0, 1_000_000);
    const messages = await everyMessage(store);
    await store.close();
    expect(log.length).toBeGreaterThan(ROUNDS * CLIENTS);
    expect(
      log.map(({ seq }) => seq),
      'no holes',
    ).toEqual(log.map((_, i) => i + 1));
    const bySeq = new Map(log.map((event) => [event.seq, event.cid]));
    expect(
      [...acknowledged].filter(([cid, seq]) => bySeq.get(seq) !== cid),
      'no acknowledged message is missing',
    ).toEqual([]);
    expect(new Set(log.map(({ by, cid }) => `${by} ${cid}`)).size, 'no duplicates').toBe(log.length);
    for (const [by, cids] of sent) {
      const kept = log.filter((event) => event.by === by).map(({ cid }) => cid);
      const inOrder = cids.filter((cid) => kept.includes(cid));
      expect(kept, 'stored in the order in which they were sent').toEqual(inOrder);
    }
    for (const client of clients) {
      // A client keeps the newest messages only; it would load older ones on demand.
      const shown = view(client).timeline.messages;
      expect(shown.length).toBeGreaterThan(ROUNDS * CLIENTS);
      expect(shown, 'what each client shows').toEqual(messages.slice(-shown.length));
    }
  },
);

async function everyMessage(store: Store): Promise<Message[]> {
  const found: Message[] = [];
  for (let more = true; more;) {
    const page = await store.page(ROOM, { type: 'after', seq: found.at(-1)?.seq ?? 0 }, 200);
    found.push(...page.messages);
    more = page.newer;
  }
  return found;
}
