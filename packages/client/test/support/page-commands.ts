import fc from 'fast-check';
import { isOnline, ModelCommand, room } from './model-command.ts';

export const cut = fc.constant(new ModelCommand('the connection is cut', (model, tab) => tab.cut(model), isOnline));
export const connect = fc.constantFrom('and nothing else happens', 'and everything arrives').map(
  (then) =>
    new ModelCommand(
      `the server accepts the connection, ${then}`,
      async (model, tab) => {
        tab.connect(model);
        if (then === 'and everything arrives') await tab.drain(model);
      },
      (model) => !model.online,
    ),
);
export const restore = fc.constantFrom(0.5, 0.9, 0).map(
  (part) =>
    new ModelCommand(`a backup of ${part} is restored`, (model, tab) => {
      if (model.online) tab.cut(model);
      tab.server.restoreBackup(part);
    }),
);
export const reload = fc.constant(
  new ModelCommand('ann reloads', (model, tab) => {
    model.reload();
    tab.reload();
  }),
);
export const rejoin = room.map(
  (room) =>
    new ModelCommand(`ann leaves ${room} and joins it again`, async (model, tab) => {
      // Messages of pages in flight count as seen, as the model cannot observe them afterwards.
      await tab.deliverPages(model, false);
      const { client } = tab;
      model.rejoin(room);
      client.leave(room);
      client.join(room);
    }),
);
export const scrollUp = room.map(
  (room) =>
    new ModelCommand(`ann scrolls up in ${room}`, (_, { client }) => {
      void client.loadOlder(room);
    }),
);
export const scrollDown = room.map(
  (room) =>
    new ModelCommand(`ann scrolls down in ${room}`, (_, { client }) => {
      void client.loadNewer(room);
    }),
);
export const jump = fc.tuple(room, fc.constantFrom('seq', 'seq', 'at'), fc.nat(8), fc.boolean()).map(
  ([room, by, value, arrives]) =>
    new ModelCommand(
      `ann jumps to ${by} ${value} in ${room}${arrives ? ', and the page arrives' : ''}`,
      async (model, tab) => {
        const position = by === 'seq' ? { seq: value } : { at: value };
        void tab.client.jumpTo(room, position).catch(() => undefined);
        if (arrives) await tab.deliverPages(model, false);
      },
      (model) => model.hasMessages(room),
    ),
);
export const returnToNewest = room.map(
  (room) =>
    new ModelCommand(`ann returns to the newest messages of ${room}`, (_, { client }) => client.returnToNewest(room)),
);
export const deliverPages = fc
  .boolean()
  .map(
    (late) =>
      new ModelCommand(`pages arrive, ${late ? 'read late' : 'read early'}`, (model, tab) =>
        tab.deliverPages(model, late),
      ),
  );
