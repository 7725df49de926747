import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import { MAX_PAGE_MESSAGES, MAX_RESUME_EVENTS, SUBPROTOCOL } from '@hubbub/protocol/limits';
import { noteShown } from '../recording/record-shown.ts';
import { lines, noteEvent } from '../recording/recorder.ts';
import type { History } from '../recording/history.ts';

/** Milliseconds for the events of one room. */
const PATIENCE = 10_000;

/** Somebody who comes when all is over, and reads a whole room: its messages page by page from the first one on. */
export async function readPages(http: string, room: string, history: History): Promise<void> {
  const tape = history.tape('fresh reader (pages)', room);
  tape.add('joined', history.now());
  for (let after = 0, more = true; more;) {
    const address = `${http}/api/rooms/${encodeURIComponent(room)}/messages?after=${after}&limit=${MAX_PAGE_MESSAGES}`;
    const page = (await (await fetch(address)).json()) as MessagePage;
    for (const message of page.messages) noteShown(tape, message, history.now());
    after = page.messages.at(-1)?.seq ?? after;
    more = page.newer;
    if (!more) tape.add('reached', history.now(), { seq: page.head });
  }
}

/** The newest events of a room, as many as the server resumes with: all of a short one. */
export async function readEvents(port: number, room: string, head: number, history: History): Promise<Event[]> {
  const tape = history.tape('fresh reader (events)', room);
  const after = Math.max(0, head - MAX_RESUME_EVENTS);
  tape.add('joined', history.now(), { seq: after });
  if (head === 0) return [];
  const events: Event[] = [];
  const done = Promise.withResolvers<void>();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, SUBPROTOCOL);
  socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'join', room, after })));
  socket.addEventListener('close', ({ code }) => done.reject(new Error(`the fresh reader was cut off (${code})`)));
  socket.addEventListener('message', ({ data }) => {
    for (const line of lines(data)) {
      if (line.type === 'reset' || line.type === 'error') done.reject(new Error(JSON.stringify(line)));
      if (line.type !== 'posted' && line.type !== 'edited' && line.type !== 'deleted') continue;
      events.push(line);
      noteEvent(tape, line, history.now());
      if (line.seq >= head) done.resolve();
    }
  });
  const late = setTimeout(() => done.reject(new Error(`the fresh reader waited for ${room} up to ${head}`)), PATIENCE);
  await done.promise;
  clearTimeout(late);
  socket.close();
  return events;
}
