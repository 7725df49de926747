import { expect } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import type { Client } from '../../src/index.ts';
import { fail, type ActionRecord, type ClientModel } from './client-model.ts';
import type { ModelServer } from './model-server.ts';
import { expectedMessages, topicAfter, reduceEvents } from './reference-reducer.ts';

/** The client shows what the model and the server's log predict. */
export function expectMatch(model: ClientModel, { rooms }: Client, server: ModelServer): void {
  for (const [room, { timeline, pending }] of rooms) {
    const { epoch, head, oldest } = model.room(room);
    const records = [...model.pending.values()].filter(({ action }) => action.room === room);
    // The client itself refuses an action about a message of another epoch when the action is due.
    for (const record of records) {
      const code = pending.find(({ cid }) => cid === record.action.cid)?.code;
      if (record.state === 'waiting' && isOfOtherEpoch(record, epoch) && code === 'no_such_message') fail(record, code);
    }
    expect(pending.map(({ cid, state, code }) => ({ cid, state, code }))).toEqual(
      records.map(({ action, state, code }) => ({ cid: action.cid, state, code })),
    );
    expect({ epoch: timeline.epoch, head: timeline.head }).toEqual({ epoch, head });
    expect(timeline.messages[0]?.seq ?? Infinity).toBe(oldest);
    if (epoch === null) continue;
    const events = server.log(room, epoch);
    expect(timeline.messages).toEqual(expectedMessages(events, head, timeline.messages));
    expect(timeline.older).toBe(reduceEvents(events.slice(0, head)).some(({ seq }) => seq < oldest));
    expect(timeline.topic).toEqual(topicAfter(events.slice(0, head)));
    const detached = timeline.detached?.messages ?? [];
    expect(detached).toEqual(expectedMessages(events, head, detached, false));
    if (timeline.detached) {
      expect([timeline.detached.newer, detached.length > 0, detached.at(-1)!.seq < oldest]).toEqual([true, true, true]);
      expect(timeline.detached.older).toBe(
        reduceEvents(events.slice(0, head)).some(({ seq }) => seq < detached[0]!.seq),
      );
    }
    const shown = new Set([...timeline.messages, ...detached].map(({ cid }) => cid));
    expect(pending.filter(({ cid }) => shown.has(cid))).toEqual([]);
  }
  for (const room of rooms.keys()) expectActionsOnce(model, server.log(room));
}

/** Called when nothing is in flight: the client has requested every gap. */
export function expectNoGaps(model: ClientModel): void {
  expect([...model.gaps]).toEqual([]);
}

/** Called when nothing is in flight and the client knows the heads: every action is committed or shown as refused. */
export function expectAllDelivered(model: ClientModel, { rooms }: Client, server: ModelServer): void {
  for (const [room, { timeline, pending }] of rooms) {
    expect([timeline.epoch, timeline.head]).toEqual([server.epoch, server.log(room).length]);
    expect(pending.filter(({ state }) => state !== 'failed')).toEqual([]);
  }
  const committed = new Set([...rooms.keys()].flatMap((room) => server.log(room).map(({ cid }) => cid)));
  const lost = [...model.actions.keys()].filter((cid) => {
    const epoch = model.confirmed.get(cid)?.epoch ?? server.epoch;
    return !committed.has(cid) && !model.pending.has(cid) && !model.discarded.has(cid) && epoch === server.epoch;
  });
  expect(lost).toEqual([]);
}

/** The log has each of her actions at most once, about the message that she chose, in her order. */
function expectActionsOnce(model: ClientModel, log: readonly Event[]): void {
  const own = log.flatMap((event) => {
    const record = model.actions.get(event.cid);
    return record ? [{ event, record }] : [];
  });
  for (const { event, record } of own) {
    const target = event.type === 'posted' ? event.reply : event.target;
    if (target !== undefined) expect(log[target - 1]?.cid).toBe(record.targetCid);
  }
  const cids = own.map(({ event }) => event.cid);
  expect(new Set(cids).size).toBe(cids.length);
  // A refused action that was retried may come later.
  const inOrder = cids.filter((cid) => !model.refused.has(cid));
  const order = [...model.actions.keys()];
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
}

/** Whether the action is about a message of another epoch. */
function isOfOtherEpoch({ action, epoch }: ActionRecord, current: string | null): boolean {
  return (action.type !== 'send' || action.reply !== undefined) && epoch !== current;
}
