import fc from 'fast-check';
import type { ModelServer } from './model-server.ts';
import type { ClientModel } from './client-model.ts';
import type { SimulatedClient } from './simulated-client.ts';
import { ann, settled } from './fixtures.ts';

/** A command of the property test: after it, the client must match the model. */
class ModelCommand implements fc.AsyncCommand<ClientModel, SimulatedClient> {
  readonly #name: string;
  readonly #does: (model: ClientModel, tab: SimulatedClient) => void | Promise<void>;
  readonly #when: (model: Readonly<ClientModel>) => boolean;

  constructor(
    name: string,
    does: (model: ClientModel, tab: SimulatedClient) => void | Promise<void>,
    when: (model: Readonly<ClientModel>) => boolean = () => true,
  ) {
    this.#name = name;
    this.#does = does;
    this.#when = when;
  }

  check(model: Readonly<ClientModel>): boolean {
    return this.#when(model);
  }

  async run(model: ClientModel, tab: SimulatedClient): Promise<void> {
    await this.#does(model, tab);
    await settled();
    model.agree(tab.client, tab.server);
  }

  toString(): string {
    return this.#name;
  }
}

const online = (model: Readonly<ClientModel>) => model.online;
const room = fc.constantFrom('tea', 'tea', 'tea', 'garden');
const pick = fc.nat(20);
const chosen = <T>(from: readonly T[], index: number): T => from[index % from.length]!;

const sends = fc.tuple(room, fc.constantFrom(undefined, undefined, undefined, 'action', 'topic')).map(
  ([room, kind]) =>
    new ModelCommand(`ann sends ${kind ?? 'a text'} in ${room}`, (model, tab) => {
      const text = kind === 'topic' && tab.said % 3 === 0 ? '' : `text ${tab.said}`;
      tab.said++;
      const more = { ...(kind && { kind }) };
      model.does({ type: 'send', room, cid: tab.client.send(room, text, more), text, ...more });
    }),
);
const replies = fc.tuple(room, pick).map(
  ([room, index]) =>
    new ModelCommand(
      `ann answers message ${index} of ${room}`,
      (model, tab) => {
        const about = chosen(tab.client.rooms.get(room)!.timeline.messages, index);
        const text = `answer ${++tab.said}`;
        const cid = tab.client.send(room, text, { reply: about.seq });
        model.does({ type: 'send', room, cid, text, reply: about.seq }, about);
      },
      (model) => model.shows(room),
    ),
);
const emoji = fc.constantFrom('👍', '👍', '🍵');
const reacts = fc.tuple(fc.constantFrom('react', 'react', 'unreact'), room, pick, emoji).map(
  ([type, room, index, emoji]) =>
    new ModelCommand(
      `ann wants to ${type} with ${emoji} to message ${index} of ${room}`,
      (model, { client }) => {
        const about = chosen(client.rooms.get(room)!.timeline.messages, index);
        const target = about.seq;
        const cid = client[type](room, target, emoji);
        model.does({ type, room, cid, target, emoji }, about);
      },
      (model) => model.shows(room),
    ),
);
const changes = fc.tuple(fc.constantFrom('edit', 'edit', 'delete'), room, pick).map(
  ([type, room, index]) =>
    new ModelCommand(
      `ann wants to ${type} message ${index} of ${room}`,
      (model, { client, ...tab }) => {
        const { messages } = client.rooms.get(room)!.timeline;
        const hers = messages.filter(({ by }) => by === ann.id);
        // Also what is not hers, or deleted, or a notice: the server says no.
        const about = chosen(hers.length === 0 || index % 3 === 0 ? messages : hers, index);
        const target = about.seq;
        if (type === 'delete')
          return model.does({ type: 'delete', room, cid: client.remove(room, target), target }, about);
        const text = `better ${tab.said} ${model.done.size}`;
        model.does({ type: 'edit', room, cid: client.edit(room, target, text), target, text }, about);
      },
      (model) => model.shows(room),
    ),
);
const retries = pick.map(
  (index) =>
    new ModelCommand(
      `ann retries refusal ${index}`,
      (model, { client }) => {
        const cid = chosen(model.failed, index);
        model.retries(cid);
        client.retry(cid);
      },
      (model) => model.failed.length > 0,
    ),
);
const givesUp = pick.map(
  (index) =>
    new ModelCommand(
      `ann gives up refusal ${index}`,
      (model, { client }) => {
        const cid = chosen(model.failed, index);
        model.givesUp(cid);
        client.discard(cid);
      },
      (model) => model.failed.length > 0,
    ),
);
/** By bob, or by ann at another device. */
const types = [
  'posted',
  'posted',
  'answered',
  'topic',
  'edited',
  'deleted',
  'reacted',
  'reacted',
  'unreacted',
] as const;
const others = fc.tuple(room, fc.constantFrom('bob', ann.id), fc.constantFrom(...types), pick, emoji).map(
  ([room, by, type, index, emoji]) =>
    new ModelCommand(`${by} elsewhere: ${type} ${index} in ${room}`, (_, { server }) => {
      const log = server.log(room);
      const cid = `${by} ${server.epoch} ${log.length}`;
      const gone = new Set(log.map((event) => (event.type === 'deleted' ? event.target : 0)));
      const said = log.filter((event) => event.type === 'posted' && event.kind !== 'topic' && !gone.has(event.seq));
      const own = type === 'edited' || type === 'deleted';
      const targets = said.filter((event) => !own || event.by === by).map(({ seq }) => seq);
      const common = { room, by, cid };
      const post = { ...common, type: 'posted', name: by, text: cid } as const;
      const mentions = [{ id: ann.id, name: ann.name }];
      const target = chosen(targets, index);
      if (type === 'topic') server.happens({ ...post, kind: 'topic', text: index % 3 === 0 ? '' : cid });
      else if (type === 'posted' || targets.length === 0)
        server.happens(index % 2 === 0 ? post : { ...post, kind: 'action', mentions });
      else if (type === 'answered') server.happens({ ...post, reply: target });
      else if (type === 'edited')
        server.happens({ ...common, target, type, text: cid, ...(index % 2 === 1 && { mentions }) });
      else if (type === 'deleted') server.happens({ ...common, target, type });
      else if (type === 'reacted') server.happens({ ...common, target, type, emoji, name: by });
      else server.happens({ ...common, target, type, emoji });
    }),
);
export function postByBob(server: ModelServer): void {
  const cid = `bob ${server.epoch} ${server.log('tea').length}`;
  server.happens({ type: 'posted', room: 'tea', by: 'bob', cid, name: 'bob', text: cid });
}
const burst = fc.integer({ min: 3, max: 7 }).map(
  (count) =>
    new ModelCommand(`bob posts ${count} times in tea`, (_, { server }) => {
      for (let index = 0; index < count; index++) postByBob(server);
    }),
);

const server = (name: string, does: (server: ModelServer) => void | Promise<void>) =>
  new ModelCommand(`the server ${name}`, (_, tab) => does(tab.server), online);
const some = fc.constantFrom(1, 2, 3, 8);
const reads = some.map((count) => server(`reads ${count}`, (server) => server.reads(count)));
const says = some.map((count) => server(`says ${count}`, (server) => server.says(count)));
const saysAtOnce = some.map((count) => server(`says ${count} at once`, (server) => server.saysAtOnce(count)));
const other = fc.constantFrom(
  server('fans out', (server) => server.fansOut()),
  server('beats', (server) => server.beats()),
  server('will have no disk', (server) => server.refuses('store_failed')),
  server('will find it too long', (server) => server.refuses('text_too_long')),
);
const acknowledges = fc.constant(server('acknowledges', (server) => server.acknowledges()));
const loses = fc
  .constantFrom('first' as const, 'last' as const)
  .map((which) => server(`loses the ${which} event`, (server) => server.loses(which)));
const drains = fc.constant(new ModelCommand('all arrives', (model, tab) => tab.drain(model), online));

const cuts = fc.constant(new ModelCommand('the line is cut', (model, tab) => tab.cut(model), online));
const connects = fc.constantFrom('and no more', 'and all arrives').map(
  (then) =>
    new ModelCommand(
      `the server answers the call, ${then}`,
      async (model, tab) => {
        tab.connect(model);
        if (then === 'and all arrives') await tab.drain(model);
      },
      (model) => !model.online,
    ),
);
const restores = fc.constantFrom(0.5, 0.9, 0).map(
  (part) =>
    new ModelCommand(`a backup of ${part} is restored`, (model, tab) => {
      if (model.online) tab.cut(model);
      tab.server.restores(part);
    }),
);
const reloads = fc.constant(
  new ModelCommand('ann reloads', (model, tab) => {
    model.reloads();
    tab.reload();
  }),
);
const returns = room.map(
  (room) =>
    new ModelCommand(`ann leaves ${room} and comes back`, async (model, tab) => {
      // What a page has that is on its way counts as seen, though nobody sees it now.
      await tab.bring(model, false);
      const { client } = tab;
      model.returns(room);
      client.leave(room);
      client.join(room);
    }),
);
const asksOlder = room.map(
  (room) =>
    new ModelCommand(`ann scrolls up in ${room}`, (_, { client }) => {
      void client.loadOlder(room);
    }),
);
const asksNewer = room.map(
  (room) =>
    new ModelCommand(`ann scrolls down in ${room}`, (_, { client }) => {
      void client.loadNewer(room);
    }),
);
const jumps = fc.tuple(room, fc.constantFrom('seq', 'seq', 'at'), fc.nat(8), fc.boolean()).map(
  ([room, by, place, arrives]) =>
    new ModelCommand(
      `ann jumps to ${by} ${place} in ${room}${arrives ? ', and the page arrives' : ''}`,
      async (model, tab) => {
        const where = by === 'seq' ? { seq: place } : { at: place };
        void tab.client.jumpTo(room, where).catch(() => undefined);
        if (arrives) await tab.bring(model, false);
      },
      (model) => model.shows(room),
    ),
);
const follows = room.map(
  (room) => new ModelCommand(`ann goes down in ${room}`, (_, { client }) => client.returnToNewest(room)),
);
const brings = fc
  .boolean()
  .map(
    (late) =>
      new ModelCommand(`pages arrive, ${late ? 'read late' : 'read early'}`, (model, tab) => tab.bring(model, late)),
  );

/** How often each comes. */
const weights: [number, fc.Arbitrary<ModelCommand>][] = [
  [8, sends],
  [4, changes],
  [2, replies],
  [4, reacts],
  [6, reads],
  [4, says],
  [2, saysAtOnce],
  [4, acknowledges],
  [2, other],
  [2, loses],
  [1, drains],
  [5, others],
  [2, burst],
  [4, cuts],
  [12, connects],
  [2, retries],
  [1, givesUp],
  [1, reloads],
  [1, restores],
  [1, returns],
  [3, asksOlder],
  [2, asksNewer],
  [3, jumps],
  [1, follows],
  [4, brings],
];
/** Whatever can happen to ann, in any order. */
export const clientCommands = fc.commands(
  weights.flatMap(([weight, step]) => Array<typeof step>(weight).fill(step)),
  { maxCommands: 100, size: 'max' },
);
