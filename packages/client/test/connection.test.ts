import { describe, expect, it, vi } from 'vitest';
import { closes, shouldReconnect } from '@hubbub/protocol/closes';
import { onlineConnection, people, startedConnection } from './support/connections.ts';
import { useFakeTimers } from './support/fixtures.ts';

const NOW = 1_000_000;
useFakeTimers({ now: NOW });

describe('connecting', () => {
  it('requests the JSON dialect, sends as soon as the socket opens, and is online after the welcome', () => {
    const { connection, server, states } = startedConnection();
    expect(server.socket).toMatchObject({ url: 'ws://here/ws', protocol: 'hubbub.v1' });
    server.accept();
    expect(server.received()).toEqual([{ type: 'hello' }]);
    expect(connection.state).toEqual({ type: 'connecting' });
    server.welcome();
    expect(states).toEqual([{ type: 'connecting' }, { type: 'online' }]);
  });

  it('opens one socket when it is started twice', () => {
    const { connection, server } = startedConnection();
    connection.start();
    expect(server.sockets).toHaveLength(1);
  });

  it('closes a connection without a welcome within ten seconds', () => {
    const { connection, server } = startedConnection();
    server.accept();
    vi.advanceTimersByTime(9_999);
    expect(connection.state.type).toBe('connecting');
    vi.advanceTimersByTime(1);
    expect(connection.state.type).toBe('waiting');
    expect(server.socket.readyState).toBe(2);
  });

  it('treats an invalid URL like a server that does not answer', () => {
    class ThrowingWebSocket {
      constructor() {
        throw new DOMException('not allowed here', 'SecurityError');
      }
    }
    const { connection } = startedConnection({ WebSocket: ThrowingWebSocket as unknown as typeof WebSocket });
    expect(connection.state.type).toBe('waiting');
    connection.stop();
  });
});

describe('reconnecting', () => {
  it('waits a random part of one second, then of double the previous bound, up to thirty seconds', () => {
    const { connection, server } = startedConnection();
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
    let random = 0;
    const { connection, server } = startedConnection({ random: () => random });
    server.close(1012);
    expect(connection.state).toEqual({ type: 'waiting', retryAt: NOW, attempt: 1 });
    vi.advanceTimersByTime(0);
    expect(server.sockets).toHaveLength(2);
    random = 1;
    server.close(1012);
    expect(connection.state).toEqual({ type: 'waiting', retryAt: NOW + 2_000, attempt: 2 });
  });

  it('resets the backoff after a welcome, but not after a socket that only opened', () => {
    const { connection, server } = startedConnection();
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
    const { connection, server } = onlineConnection();
    server.close(code);
    vi.advanceTimersByTime(60_000);
    if (shouldReconnect(code)) expect(server.sockets.length).toBeGreaterThan(1);
    else {
      expect(connection.state).toEqual({ type: 'closed', code });
      expect(server.sockets).toHaveLength(1);
    }
  });

  it('CLOSE-1: after a final code the person can try again', () => {
    const { connection, server } = onlineConnection();
    server.close(4400);
    connection.start();
    expect(connection.state.type).toBe('connecting');
    expect(server.sockets).toHaveLength(2);
  });

  it('does not reconnect after stop, in any state', () => {
    const { connection, server } = startedConnection();
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

describe('lines', () => {
  it('arrive one at a time and in order, even several in a frame, without malformed ones', () => {
    const { server, lines } = onlineConnection();
    const [one, two] = [people, { ...people, total: 1 }];
    server.sendFrame(`${JSON.stringify(one)}\n{oops\nnull\n${JSON.stringify(two)}`);
    server.sendFrame(new ArrayBuffer(3));
    expect(lines).toEqual([one, two]);
  });

  it('of a known type with wrong fields do not throw', () => {
    const types: string[] = [];
    const { connection, server } = startedConnection({
      onLine: (line) => {
        types.push(line.type);
        if (line.type === 'heartbeat') Object.keys(line.heads);
      },
    });
    server.accept();
    server.sendFrame('{"type":"welcome","heartbeat":15000}\n{"type":"heartbeat"}\n{"type":"left"}');
    expect(types).toEqual(['welcome', 'heartbeat', 'left']);
    connection.stop();
  });

  it('are not sent while no socket is open', () => {
    const { connection, server } = startedConnection();
    connection.send([{ type: 'ping' }]);
    server.accept();
    server.close(1006);
    connection.send([{ type: 'ping' }]);
    expect(server.received()).toEqual([{ type: 'hello' }]);
  });
});
