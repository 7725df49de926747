import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { freePort } from '../../../scripts/free-port.ts';
import { noMetrics } from './support/no-metrics.ts';
import { emptyFolder, type RunningProcess, startProcess } from './support/server-process.ts';
import { type JsonClient, jsonClient } from './support/socket-client.ts';

const KILLS = 12;
const PEOPLE = ['ann', 'bea', 'cy', 'dora'];
const ROOMS = ['tea', 'garden', 'attic'];

const secretOf = (person: string) => `${person}-`.padEnd(43, 'Zq3x7Kp9');

/** Signs in and writes in every room, so that each is due a notice. Returns the current name. */
async function enter(server: RunningProcess, person: string): Promise<{ client: JsonClient; name: string }> {
  const client = await jsonClient(server.ws);
  client.command({ type: 'hello', secret: secretOf(person) });
  let { me } = await client.next('you');
  if (me === null) {
    client.command({ type: 'name', name: person, secret: secretOf(person) });
    ({ me } = await client.next('named'));
  }
  // As a client does whose answer was lost.
  client.command({ type: 'rename', name: me.name });
  expect((await client.next('you')).me).toEqual(me);
  for (const room of ROOMS) {
    await client.enter(room);
    client.command({ type: 'send', room, cid: `${person} in ${room}`, text: 'hello' });
    await client.next('ack');
  }
  return { client, name: me.name };
}

/** Renames the person until the connection ends. Returns the last name that was confirmed. */
async function keepRenaming(client: JsonClient, person: string, round: number, confirmed: () => void): Promise<string> {
  let last = '';
  try {
    for (let n = 1; ; n++) {
      client.command({ type: 'rename', name: `${person} ${round} ${n}` });
      last = (await client.next('you')).me!.name;
      confirmed();
    }
  } catch {
    return last;
  }
}

test(
  `J-1, NAME-6: ${KILLS} times kill -9 during renames: everybody has the old name and no notice, or the new one and a notice in every room`,
  { timeout: 120_000 },
  async () => {
    const port = await freePort();
    const data = emptyFolder();
    for (let round = 1; round <= KILLS; round++) {
      const server = await startProcess({ port, data, args: ['--limits', 'off'] });
      const entered = await Promise.all(PEOPLE.map((person) => enter(server, person)));
      const { promise: enough, resolve } = Promise.withResolvers<void>();
      let count = 0;
      const renaming = entered.map(({ client }, i) =>
        keepRenaming(client, PEOPLE[i]!, round, () => ++count === 20 && resolve()),
      );
      await enough;
      await server.kill('SIGKILL');
      const confirmed = await Promise.all(renaming);

      const store = await openSqliteStore({
        directory: data,
        metrics: noMetrics,
        onFatal: (error) => expect.fail(error.message),
      });
      for (const [i, person] of PEOPLE.entries()) {
        const { id, name } = (await store.person(createHash('sha256').update(secretOf(person)).digest('hex')))!;
        for (const room of ROOMS) {
          const events = await store.eventsAfter(room, 0, 100_000);
          const notices = events.filter(
            (event) => event.type === 'posted' && event.kind === 'renamed' && event.by === id,
          );
          const changes = notices.map((event) => (event.type === 'posted' ? [event.name, event.text] : []));
          const names = [person, ...changes.map(([, next]) => next)];
          expect(changes.map(([former]) => former)).toEqual(names.slice(0, -1));
          expect(names.at(-1), `${person}'s name and the notice in ${room}`).toBe(name);
          expect(names).toContain(confirmed[i]);
        }
      }
      await store.close();
    }
  },
);
