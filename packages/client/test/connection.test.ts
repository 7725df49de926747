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
  server.accepts();
  server.welcomes({ heartbeat: 10_000 });
  server.frames();
  return connection;
}
const people: ServerLine = { type: 'people', room: 'tea', total: 0, unnamed: 0, people: [] };

describe('getting through', () => {
  it('asks for the json dialect, speaks as soon as the line is open, and is online once welcomed', () => {
    const connection = calling();
    expect(server.call).toMatchObject({ url: 'ws://here/ws', protocol: 'hubbub.v1' });
    server.accepts();
    expect(server.heard()).toEqual([{ type: 'hello' }]);
    expect(connection.state).toEqual({ type: 'connecting' });
    server.welcomes();
    expect(states).toEqual([{ type: 'connecting' }, { type: 'online' }]);
  });

  it('does not call twice when it is started twice', () => {
    calling().start();
    expect(server.calls).toHaveLength(1);
  });

  it('gives up a server that does not welcome it within ten seconds', () => {
    const connection = calling();
    server.accepts();
    vi.advanceTimersByTime(9_999);
    expect(connection.state.type).toBe('connecting');
    vi.advanceTimersByTime(1);
    expect(connection.state.type).toBe('waiting');
    expect(server.call.readyState).toBe(2);
  });

  it('treats an address that cannot be called like one that does not answer', () => {
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

describe('coming back', () => {
  it('waits a random part of a second first, of twice as long each time, and of thirty seconds at most', () => {
    const connection = calling();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      server.hangsUp(1006);
      const { state } = connection;
      if (state.type !== 'waiting') throw new Error(state.type);
      expect(state.attempt).toBe(attempt);
      waits.push(state.retryAt - Date.now());
      vi.advanceTimersByTime(state.retryAt - Date.now() - 1);
      expect(server.calls).toHaveLength(attempt);
      vi.advanceTimersByTime(1);
      expect(server.calls).toHaveLength(attempt + 1);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('may come back at once, and never later than its bound', () => {
    luck = 0;
    const connection = calling();
    server.hangsUp(1012);
    expect(connection.state).toEqual({ type: 'waiting', retryAt: NOW, attempt: 1 });
    vi.advanceTimersByTime(0);
    expect(server.calls).toHaveLength(2);
    luck = 1;
    server.hangsUp(1012);
    expect(connection.state).toEqual({ type: 'waiting', retryAt: NOW + 2_000, attempt: 2 });
  });

  it('counts from the beginning after a welcome, but not after a line that was merely opened', () => {
    const connection = calling();
    server.hangsUp(1006);
    vi.advanceTimersByTime(500);
    server.accepts();
    server.hangsUp(1013);
    expect(connection.state).toMatchObject({ type: 'waiting', attempt: 2 });
    vi.advanceTimersByTime(1_000);
    server.accepts();
    server.welcomes();
    server.hangsUp(1012);
    expect(connection.state).toMatchObject({ type: 'waiting', attempt: 1, retryAt: Date.now() + 500 });
  });

  it.each(Object.values(closes))('after $code it does what the table says: retry $retry', ({ code }) => {
    const connection = online();
    server.hangsUp(code);
    vi.advanceTimersByTime(60_000);
    if (shouldReconnect(code)) expect(server.calls.length).toBeGreaterThan(1);
    else {
      expect(connection.state).toEqual({ type: 'closed', code });
      expect(server.calls).toHaveLength(1);
    }
  });

  it('CLOSE-1: after a final code the person can try again', () => {
    const connection = online();
    server.hangsUp(4400);
    connection.start();
    expect(connection.state.type).toBe('connecting');
    expect(server.calls).toHaveLength(2);
  });

  it('stays away after it was stopped, whatever it was doing', () => {
    const connection = calling();
    connection.stop();
    expect(server.call.readyState).toBe(2);
    server.hangsUp(1006);
    connection.start();
    server.hangsUp(1006);
    connection.stop();
    connection.wake();
    vi.advanceTimersByTime(60_000);
    expect(server.calls).toHaveLength(2);
    expect(connection.state).toEqual({ type: 'idle' });
  });
});

describe('noticing a dead line', () => {
  it('takes two heartbeats of silence for death, and any line for life', () => {
    const connection = online();
    vi.advanceTimersByTime(19_999);
    server.says(people);
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
    vi.advanceTimersByTime(1);
    expect(connection.state.type).toBe('waiting');
  });

  it('does not listen to a line that it has given up', () => {
    online();
    const old = server.call;
    vi.advanceTimersByTime(20_500);
    server.accepts();
    server.welcomes();
    lines.length = 0;
    old.onmessage?.({ data: JSON.stringify(people) });
    old.onclose?.({ code: 4400 });
    expect(lines).toEqual([]);
    expect(states.at(-1)).toEqual({ type: 'online' });
  });

  it('woken while it waits, it calls at once', () => {
    const connection = online();
    server.hangsUp(1006);
    connection.wake();
    expect(server.calls).toHaveLength(2);
    vi.advanceTimersByTime(5_000);
    expect(server.calls).toHaveLength(2);
  });

  it('woken while it is online, it asks whether anybody is there, and believes the answer', () => {
    const connection = online();
    connection.wake();
    expect(server.heard()).toEqual([{ type: 'ping' }]);
    vi.advanceTimersByTime(4_999);
    server.says({ type: 'heartbeat', heads: {} });
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
  });

  it('woken while it is online, it gives the line up after five seconds without an answer', () => {
    const connection = online();
    connection.wake();
    vi.advanceTimersByTime(5_000);
    expect(connection.state.type).toBe('waiting');
  });

  it('is lost half a second after the network went, unless the server answers a ping', () => {
    const connection = online();
    connection.networkLost();
    expect(server.heard()).toEqual([{ type: 'ping' }]);
    vi.advanceTimersByTime(499);
    expect(connection.state.type).toBe('online');
    vi.advanceTimersByTime(1);
    expect(connection.state).toMatchObject({ type: 'waiting', attempt: 1 });
  });

  it('stays online without a network when the server, which may be on this machine, answers', () => {
    const connection = online();
    connection.networkLost();
    vi.advanceTimersByTime(499);
    server.says({ type: 'heartbeat', heads: {} });
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
  });

  it('keeps its retry schedule while there is no network, and reconnects at once when it is back', () => {
    const connection = online();
    server.hangsUp(1006);
    const { state } = connection;
    connection.networkLost();
    expect(connection.state).toBe(state);
    vi.advanceTimersByTime(500);
    server.hangsUp(1006);
    vi.advanceTimersByTime(1);
    expect(server.calls).toHaveLength(2);
    connection.wake();
    expect(server.calls).toHaveLength(3);
  });

  it('is not put out by a heartbeat that no timer can count', () => {
    const connection = calling();
    server.accepts();
    server.welcomes({ heartbeat: 1e300 });
    vi.advanceTimersByTime(60_000);
    expect(connection.state.type).toBe('online');
  });
});

describe('lines', () => {
  it('come one by one and in order, also many in a frame, with nonsense left out', () => {
    online();
    lines.length = 0;
    const [one, two] = [people, { ...people, total: 1 }];
    server.sends(`${JSON.stringify(one)}\n{oops\nnull\n${JSON.stringify(two)}`);
    server.sends(new ArrayBuffer(3));
    expect(lines).toEqual([one, two]);
  });

  it('of a known type and a wrong shape do not take the page down', () => {
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
    server.accepts();
    server.sends('{"type":"welcome","heartbeat":15000}\n{"type":"heartbeat"}\n{"type":"left"}');
    expect(heard).toEqual(['welcome', 'heartbeat', 'left']);
    connection.stop();
  });

  it('are not sent while there is no open line', () => {
    const connection = calling();
    connection.send([{ type: 'ping' }]);
    server.accepts();
    server.hangsUp(1006);
    connection.send([{ type: 'ping' }]);
    expect(server.heard()).toEqual([{ type: 'hello' }]);
  });
});
