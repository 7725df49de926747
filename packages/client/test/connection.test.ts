import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closes, shouldReconnect } from '@hubbub/protocol/closes';
import type { ServerLine } from '@hubbub/protocol/lines';
import { Connection, type ConnectionState } from '../src/connection.ts';
import { FakeServer } from './support/fake-server.ts';

const NOW = 1_000_000;
let server: FakeServer;
let luck: number;
let states: ConnectionState[];
let lines: ServerLine[];

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  server = new FakeServer();
  luck = 0.5;
  states = [];
  lines = [];
});
afterEach(() => {
  vi.useRealTimers();
});

function calling(): Connection {
  const connection: Connection = new Connection({
    url: 'ws://here/ws',
    WebSocket: server.WebSocket,
    random: () => luck,
    onOpen: () => connection.send([{ type: 'hello' }]),
    onLine: (line) => lines.push(line),
    onState: (state) => states.push(state),
  });
  connection.start();
  return connection;
}
function online(): Connection {
  const connection = calling();
  server.accept();
  server.welcome({ heartbeat: 10_000 });
  server.receivedFrames();
  return connection;
}
const people: ServerLine = { type: 'people', room: 'tea', total: 0, unnamed: 0, people: [] };

describe('connecting', () => {
  it('requests the JSON dialect, sends as soon as the socket opens, and is online after the welcome', () => {
    const connection = calling();
    expect(server.socket).toMatchObject({ url: 'ws://here/ws', protocol: 'hubbub.v1' });
    server.accept();
    expect(server.received()).toEqual([{ type: 'hello' }]);
    expect(connection.state).toEqual({ type: 'connecting' });
    server.welcome();
    expect(states).toEqual([{ type: 'connecting' }, { type: 'online' }]);
  });

  it('opens one socket when it is started twice', () => {
    calling().start();
    expect(server.sockets).toHaveLength(1);
  });

  it('closes a connection without a welcome within ten seconds', () => {
    const connection = calling();
    server.accept();
    vi.advanceTimersByTime(9_999);
    expect(connection.state.type).toBe('connecting');
    vi.advanceTimersByTime(1);
    expect(connection.state.type).toBe('waiting');
    expect(server.socket.readyState).toBe(2);
  });

  it('treats an invalid URL like a server that does not answer', () => {
    class Refusing {
      constructor() {
        throw new DOMException('not allowed here', 'SecurityError');
      }
    }
    const connection = new Connection({
      url: 'nonsense',
      WebSocket: Refusing as unknown as typeof WebSocket,
      onOpen: () => {},
      onLine: () => {},
      onState: () => {},
    });
    connection.start();
    expect(connection.state.type).toBe('waiting');
    connection.stop();
  });
});

describe('reconnecting', () => {
  it('waits a random part of one second, then of double the previous bound, up to thirty seconds', () => {
    const connection = calling();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      server.close(1006);
      const { state } = connection;
      if (state.type !== 'waiting') throw new Error(state.type);
      expect(state.attempt).toBe(attempt);
      waits.push(state.retryAt - Date.now());
      vi.advanceTimersByTime(state.retryAt - Date.now() - 1);
      expect(server.sockets).toHaveLength(attempt);
      vi.advanceTimersByTime(1);
      expect(server.sockets).toHaveLength(attempt + 1);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('reconnects between immediately and its bound', () => {
    luck = 0;
    const connection = calling();
    server.close(1012);
    expect(connection.state).toEqual({ type: 'waiting', retryAt: NOW, attempt: 1 });
    vi.advanceTimersByTime(0);
    expect(server.sockets).toHaveLength(2);
    luck = 1;
    server.close(1012);
    expect(connection.state).toEqual({ type: 'waiting', retryAt: NOW + 2_000, attempt: 2 });
  });

  it('resets the backoff after a welcome, but not after a socket that only opened', () => {
    const connection = calling();
    server.close(1006);
    vi.advanceTimersByTime(500);
    server.accept();
    server.close(1013);
    expect(connection.state).toMatchObject({ type: 'waiting', attempt: 2 });
    vi.advanceTimersByTime(1_000);
    server.accept();
    server.welcome();
    server.close(1012);
    expect(connection.state).toMatchObject({ type: 'waiting', attempt: 1, retryAt: Date.now() + 500 });
  });

  it.each(Object.values(closes))('retries after $code: $retry', ({ code }) => {
    const connection = online();
    server.close(code);
    vi.advanceTimersByTime(60_000);
    if (shouldReconnect(code)) expect(server.sockets.length).toBeGreaterThan(1);
    else {
      expect(connection.state).toEqual({ type: 'closed', code });
      expect(server.sockets).toHaveLength(1);
    }
  });

  it('CLOSE-1: after a final code the person can try again', () => {
    const connection = online();
    server.close(4400);
    connection.start();
    expect(connection.state.type).toBe('connecting');
    expect(server.sockets).toHaveLength(2);
  });

  it('does not reconnect after stop, in any state', () => {
    const connection = calling();
    connection.stop();
    expect(server.socket.readyState).toBe(2);
    server.close(1006);
    connection.start();
    server.close(1006);
    connection.stop();
    connection.wake();
    vi.advanceTimersByTime(60_000);
    expect(server.sockets).toHaveLength(2);
    expect(connection.state).toEqual({ type: 'idle' });
  });
});

describe('detecting a dead connection', () => {
  it('times out after two heartbeat intervals without a line', () => {
    const connection = online();
    vi.advanceTimersByTime(19_999);
    server.send(people);
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
    vi.advanceTimersByTime(1);
    expect(connection.state.type).toBe('waiting');
  });

  it('ignores frames of a socket that it has given up', () => {
    online();
    const old = server.socket;
    vi.advanceTimersByTime(20_500);
    server.accept();
    server.welcome();
    lines.length = 0;
    old.onmessage?.({ data: JSON.stringify(people) });
    old.onclose?.({ code: 4400 });
    expect(lines).toEqual([]);
    expect(states.at(-1)).toEqual({ type: 'online' });
  });

  it('reconnects at once when it is woken while waiting', () => {
    const connection = online();
    server.close(1006);
    connection.wake();
    expect(server.sockets).toHaveLength(2);
    vi.advanceTimersByTime(5_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('pings when it is woken while online, and stays online after an answer', () => {
    const connection = online();
    connection.wake();
    expect(server.received()).toEqual([{ type: 'ping' }]);
    vi.advanceTimersByTime(4_999);
    server.send({ type: 'heartbeat', heads: {} });
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
  });

  it('reconnects when a ping after waking has no answer within five seconds', () => {
    const connection = online();
    connection.wake();
    vi.advanceTimersByTime(5_000);
    expect(connection.state.type).toBe('waiting');
  });

  it('is lost half a second after the network, unless the server answers a ping', () => {
    const connection = online();
    connection.networkLost();
    expect(server.received()).toEqual([{ type: 'ping' }]);
    vi.advanceTimersByTime(499);
    expect(connection.state.type).toBe('online');
    vi.advanceTimersByTime(1);
    expect(connection.state).toMatchObject({ type: 'waiting', attempt: 1 });
  });

  it('stays online without a network when the server, which may be on this machine, answers', () => {
    const connection = online();
    connection.networkLost();
    vi.advanceTimersByTime(499);
    server.send({ type: 'heartbeat', heads: {} });
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
  });

  it('keeps its retry schedule while there is no network, and reconnects at once when it is back', () => {
    const connection = online();
    server.close(1006);
    const { state } = connection;
    connection.networkLost();
    expect(connection.state).toBe(state);
    vi.advanceTimersByTime(500);
    server.close(1006);
    vi.advanceTimersByTime(1);
    expect(server.sockets).toHaveLength(2);
    connection.wake();
    expect(server.sockets).toHaveLength(3);
  });

  it('limits a heartbeat interval that is too long for a timer', () => {
    const connection = calling();
    server.accept();
    server.welcome({ heartbeat: 1e300 });
    vi.advanceTimersByTime(60_000);
    expect(connection.state.type).toBe('online');
  });
});

describe('lines', () => {
  it('arrive one at a time and in order, also many in a frame, without malformed ones', () => {
    online();
    lines.length = 0;
    const [one, two] = [people, { ...people, total: 1 }];
    server.sendFrame(`${JSON.stringify(one)}\n{oops\nnull\n${JSON.stringify(two)}`);
    server.sendFrame(new ArrayBuffer(3));
    expect(lines).toEqual([one, two]);
  });

  it('of a known type with wrong fields do not throw', () => {
    const heard: string[] = [];
    const connection: Connection = new Connection({
      url: 'ws://here/ws',
      WebSocket: server.WebSocket,
      onOpen: () => {},
      onLine: (line) => {
        heard.push(line.type);
        if (line.type === 'heartbeat') Object.keys(line.heads);
      },
      onState: () => {},
    });
    connection.start();
    server.accept();
    server.sendFrame('{"type":"welcome","heartbeat":15000}\n{"type":"heartbeat"}\n{"type":"left"}');
    expect(heard).toEqual(['welcome', 'heartbeat', 'left']);
    connection.stop();
  });

  it('are not sent while no socket is open', () => {
    const connection = calling();
    connection.send([{ type: 'ping' }]);
    server.accept();
    server.close(1006);
    connection.send([{ type: 'ping' }]);
    expect(server.received()).toEqual([{ type: 'hello' }]);
  });
});
