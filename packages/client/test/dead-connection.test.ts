import { describe, expect, it, vi } from 'vitest';
import { onlineConnection, people, startedConnection } from './support/connections.ts';
import { useFakeTimers } from './support/fixtures.ts';

useFakeTimers();

describe('detecting a dead connection', () => {
  it('times out after two heartbeat intervals without a line', () => {
    const { connection, server } = onlineConnection();
    vi.advanceTimersByTime(19_999);
    server.send(people);
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
    vi.advanceTimersByTime(1);
    expect(connection.state.type).toBe('waiting');
  });

  it('ignores frames of a socket that it has given up', () => {
    const { server, states, lines } = onlineConnection();
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
    const { connection, server } = onlineConnection();
    server.close(1006);
    connection.wake();
    expect(server.sockets).toHaveLength(2);
    vi.advanceTimersByTime(5_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('pings when it is woken while online, and stays online after an answer', () => {
    const { connection, server } = onlineConnection();
    connection.wake();
    expect(server.received()).toEqual([{ type: 'ping' }]);
    vi.advanceTimersByTime(4_999);
    server.send({ type: 'heartbeat', heads: {} });
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
  });

  it('reconnects when a ping after waking has no answer within five seconds', () => {
    const { connection } = onlineConnection();
    connection.wake();
    vi.advanceTimersByTime(5_000);
    expect(connection.state.type).toBe('waiting');
  });

  it('is lost half a second after the network, unless the server answers a ping', () => {
    const { connection, server } = onlineConnection();
    connection.networkLost();
    expect(server.received()).toEqual([{ type: 'ping' }]);
    vi.advanceTimersByTime(499);
    expect(connection.state.type).toBe('online');
    vi.advanceTimersByTime(1);
    expect(connection.state).toMatchObject({ type: 'waiting', attempt: 1 });
  });

  it('stays online without a network when the server, which may be on this machine, answers', () => {
    const { connection, server } = onlineConnection();
    connection.networkLost();
    vi.advanceTimersByTime(499);
    server.send({ type: 'heartbeat', heads: {} });
    vi.advanceTimersByTime(19_999);
    expect(connection.state.type).toBe('online');
  });

  it('keeps its retry schedule while there is no network, and reconnects at once when it is back', () => {
    const { connection, server } = onlineConnection();
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
    const { connection, server } = startedConnection();
    server.accept();
    server.welcome({ heartbeat: 1e300 });
    vi.advanceTimersByTime(60_000);
    expect(connection.state.type).toBe('online');
  });
});
