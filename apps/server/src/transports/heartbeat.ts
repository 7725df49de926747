import type { WebSocket } from 'ws';

export interface PingTimes {
  /** Milliseconds between two pings. */
  pingEvery: number;
  /** A peer that has not answered any ping for so many milliseconds is gone. */
  pongWithin: number;
}

/**
 * Pings the other side, and drops it when it has not answered for too long: a phone out of reach says no goodbye.
 * Only a pong counts, as with the classic server: whoever speaks WebSocket answers pings by itself.
 */
export function watchHeartbeat(socket: WebSocket, times: PingTimes): void {
  const ping = setInterval(() => socket.ping(), times.pingEvery).unref();
  const dead = setTimeout(() => {
    // While nothing is read from it (see chat/session.ts), its pong lies in the line: it cannot be told from a silent one.
    if (socket.isPaused) dead.refresh();
    else socket.terminate();
  }, times.pongWithin).unref();
  socket.on('pong', () => dead.refresh());
  socket.on('close', () => {
    clearInterval(ping);
    clearTimeout(dead);
  });
}
