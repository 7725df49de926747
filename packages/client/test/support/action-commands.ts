import fc from 'fast-check';
import { ann } from './fixtures.ts';
import { chosen, emoji, ModelCommand, pick, room } from './model-command.ts';

export const send = fc.tuple(room, fc.constantFrom(undefined, undefined, undefined, 'action', 'topic')).map(
  ([room, kind]) =>
    new ModelCommand(`ann sends ${kind ?? 'a text'} in ${room}`, (model, tab) => {
      const text = kind === 'topic' && tab.sentCount % 3 === 0 ? '' : `text ${tab.sentCount}`;
      tab.sentCount++;
      const details = { ...(kind && { kind }) };
      model.act({ type: 'send', room, cid: tab.client.send(room, text, details), text, ...details });
    }),
);
export const reply = fc.tuple(room, pick).map(
  ([room, index]) =>
    new ModelCommand(
      `ann replies to message ${index} of ${room}`,
      (model, tab) => {
        const about = chosen(tab.client.rooms.get(room)!.timeline.messages, index);
        const text = `reply ${++tab.sentCount}`;
        const cid = tab.client.send(room, text, { reply: about.seq });
        model.act({ type: 'send', room, cid, text, reply: about.seq }, about);
      },
      (model) => model.hasMessages(room),
    ),
);
export const react = fc.tuple(fc.constantFrom('react', 'react', 'unreact'), room, pick, emoji).map(
  ([type, room, index, emoji]) =>
    new ModelCommand(
      `ann sends ${type} ${emoji} for message ${index} of ${room}`,
      (model, { client }) => {
        const about = chosen(client.rooms.get(room)!.timeline.messages, index);
        const target = about.seq;
        const cid = client[type](room, target, emoji);
        model.act({ type, room, cid, target, emoji }, about);
      },
      (model) => model.hasMessages(room),
    ),
);
export const editOrDelete = fc.tuple(fc.constantFrom('edit', 'edit', 'delete'), room, pick).map(
  ([type, room, index]) =>
    new ModelCommand(
      `ann sends ${type} for message ${index} of ${room}`,
      (model, { client, ...tab }) => {
        const { messages } = client.rooms.get(room)!.timeline;
        const own = messages.filter(({ by }) => by === ann.id);
        // Also messages of others, deleted ones and topics, which the server refuses.
        const about = chosen(own.length === 0 || index % 3 === 0 ? messages : own, index);
        const target = about.seq;
        if (type === 'delete')
          return model.act({ type: 'delete', room, cid: client.remove(room, target), target }, about);
        const text = `edit ${tab.sentCount} ${model.actions.size}`;
        model.act({ type: 'edit', room, cid: client.edit(room, target, text), target, text }, about);
      },
      (model) => model.hasMessages(room),
    ),
);
export const retry = pick.map(
  (index) =>
    new ModelCommand(
      `ann retries refused action ${index}`,
      (model, { client }) => {
        const cid = chosen(model.failed, index);
        model.retry(cid);
        client.retry(cid);
      },
      (model) => model.failed.length > 0,
    ),
);
export const discard = pick.map(
  (index) =>
    new ModelCommand(
      `ann discards refused action ${index}`,
      (model, { client }) => {
        const cid = chosen(model.failed, index);
        model.discard(cid);
        client.discard(cid);
      },
      (model) => model.failed.length > 0,
    ),
);
