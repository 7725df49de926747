import type { ServerLine } from '@hubbub/protocol/lines';
import { Connection, type ConnectionOptions, type ConnectionState } from '../../src/connection.ts';
import { FakeServer } from './fake-server.ts';

/** A connection that has started and sends hello when it opens, with what it reports. Timers must be fake. */
export function startedConnection(options: Partial<ConnectionOptions> = {}) {
  const server = new FakeServer();
  const states: ConnectionState[] = [];
  const lines: ServerLine[] = [];
  const connection: Connection = new Connection({
    url: 'ws://here/ws',
    WebSocket: server.WebSocket,
    random: () => 0.5,
    onOpen: () => connection.send([{ type: 'hello' }]),
    onLine: (line) => lines.push(line),
    onState: (state) => states.push(state),
    ...options,
  });
  connection.start();
  return { connection, server, states, lines };
}

/** Like `startedConnection`, and welcomed by the server, which announces a heartbeat every ten seconds. */
export function onlineConnection() {
  const opened = startedConnection();
  opened.server.accept();
  opened.server.welcome({ heartbeat: 10_000 });
  opened.server.receivedFrames();
  opened.lines.length = 0;
  return opened;
}

export const people: ServerLine = { type: 'people', room: 'tea', total: 0, unnamed: 0, people: [] };
