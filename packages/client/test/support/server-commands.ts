import fc from 'fast-check';
import { ann } from './fixtures.ts';
import { chosen, emoji, isOnline, ModelCommand, pick, room } from './model-command.ts';
import type { ModelServer } from './model-server.ts';

/** Events of bob, or of ann on another device. */
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
export const othersAct = fc.tuple(room, fc.constantFrom('bob', ann.id), fc.constantFrom(...types), pick, emoji).map(
  ([room, by, type, index, emoji]) =>
    new ModelCommand(`${by} elsewhere: ${type} ${index} in ${room}`, (_, { server }) => {
      const log = server.log(room);
      const cid = `${by} ${server.epoch} ${log.length}`;
      const deletedSeqs = new Set(log.map((event) => (event.type === 'deleted' ? event.target : 0)));
      const messages = log.filter(
        (event) => event.type === 'posted' && event.kind !== 'topic' && !deletedSeqs.has(event.seq),
      );
      const isOwnOnly = type === 'edited' || type === 'deleted';
      const targets = messages.filter((event) => !isOwnOnly || event.by === by).map(({ seq }) => seq);
      const common = { room, by, cid };
      const post = { ...common, type: 'posted', name: by, text: cid } as const;
      const mentions = [{ id: ann.id, name: ann.name }];
      const target = chosen(targets, index);
      if (type === 'topic') server.append({ ...post, kind: 'topic', text: index % 3 === 0 ? '' : cid });
      else if (type === 'posted' || targets.length === 0)
        server.append(index % 2 === 0 ? post : { ...post, kind: 'action', mentions });
      else if (type === 'answered') server.append({ ...post, reply: target });
      else if (type === 'edited')
        server.append({ ...common, target, type, text: cid, ...(index % 2 === 1 && { mentions }) });
      else if (type === 'deleted') server.append({ ...common, target, type });
      else if (type === 'reacted') server.append({ ...common, target, type, emoji, name: by });
      else server.append({ ...common, target, type, emoji });
    }),
);
export function postByBob(server: ModelServer): void {
  const cid = `bob ${server.epoch} ${server.log('tea').length}`;
  server.append({ type: 'posted', room: 'tea', by: 'bob', cid, name: 'bob', text: cid });
}
export const burst = fc.integer({ min: 3, max: 7 }).map(
  (count) =>
    new ModelCommand(`bob posts ${count} times in tea`, (_, { server }) => {
      for (let index = 0; index < count; index++) postByBob(server);
    }),
);

const server = (name: string, run: (server: ModelServer) => void | Promise<void>) =>
  new ModelCommand(`the server ${name}`, (_, tab) => run(tab.server), isOnline);
const counts = fc.constantFrom(1, 2, 3, 8);
export const handle = counts.map((count) =>
  server(`handles ${count} commands`, (server) => server.handleCommands(count)),
);
export const deliver = counts.map((count) => server(`delivers ${count} lines`, (server) => server.deliver(count)));
export const deliverInOneFrame = counts.map((count) =>
  server(`delivers ${count} lines in one frame`, (server) => server.deliverInOneFrame(count)),
);
export const broadcastOrRefuse = fc.constantFrom(
  server('broadcasts', (server) => server.broadcast()),
  server('sends a heartbeat', (server) => server.heartbeat()),
  server('will refuse with store_failed', (server) => server.refuseNext('store_failed')),
  server('will refuse with text_too_long', (server) => server.refuseNext('text_too_long')),
);
export const acknowledge = fc.constant(server('acknowledges', (server) => server.acknowledge()));
export const lose = fc
  .constantFrom('first' as const, 'last' as const)
  .map((which) => server(`loses the ${which} event`, (server) => server.loseEvent(which)));
export const deliverAll = fc.constant(
  new ModelCommand('everything arrives', (model, tab) => tab.drain(model), isOnline),
);
