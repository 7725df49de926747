import { on, once } from 'node:events';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import { MAX_PAGE_MESSAGES, MAX_RESUME_EVENTS, SUBPROTOCOL } from '@hubbub/protocol/limits';
import { parseLines, recordEvent, recordShown } from '../recording/recorder.ts';
import type { History } from '../recording/history.ts';

/** Applies to the events of one room. */
const TIMEOUT_MS = 10_000;

/** Reads a whole room over HTTP after the run, page by page from the first message. */
export async function readPages(http: string, room: string, history: History): Promise<void> {
  const observations = history.observe('fresh reader (pages)', room);
  observations.add('joined', history.now());
  for (let after = 0, more = true; more;) {
    const address = `${http}/api/rooms/${encodeURIComponent(room)}/messages?after=${after}&limit=${MAX_PAGE_MESSAGES}`;
    const page = (await (await fetch(address)).json()) as MessagePage;
    for (const message of page.messages) recordShown(observations, message, history.now());
    after = page.messages.at(-1)?.seq ?? after;
    more = page.newer;
    if (!more) observations.add('reached', history.now(), { seq: page.head });
  }
}

/** Reads the newest events of a room, as many as one resume sends; that is all of a short room. */
export async function readEvents(port: number, room: string, head: number, history: History): Promise<Event[]> {
  const observations = history.observe('fresh reader (events)', room);
  const after = Math.max(0, head - MAX_RESUME_EVENTS);
  observations.add('joined', history.now(), { seq: after });
  if (head === 0) return [];
  const events: Event[] = [];
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, SUBPROTOCOL);
  const messages = on(socket, 'message', { signal, close: ['close'] }) as AsyncIterable<[MessageEvent]>;
  await once(socket, 'open', { signal });
  socket.send(JSON.stringify({ type: 'join', room, after }));
  for await (const [{ data }] of messages) {
    for (const line of parseLines(data)) {
      if (line.type === 'reset' || line.type === 'error') throw new Error(JSON.stringify(line));
      if (line.type !== 'posted' && line.type !== 'edited' && line.type !== 'deleted') continue;
      events.push(line);
      recordEvent(observations, line, history.now());
      if (line.seq < head) continue;
      socket.close();
      return events;
    }
  }
  throw new Error(`the fresh reader was disconnected from ${room} before ${head}`);
}
