import type { WebSocket } from 'ws';

export interface PingTimes {
  /** Milliseconds between two pings. */
  pingEvery: number;
  /** A peer without a pong for so many milliseconds is gone. */
  pongWithin: number;
}

/**
 * Pings the other side, and drops it when no pong came for too long: a phone out of reach says no goodbye. Only a pong
 * counts, as with the classic server: whoever speaks WebSocket answers pings by itself. `excused` says that a pong
 * cannot be expected just now; such a peer is watched by other means.
 */
export function watchHeartbeat(socket: WebSocket, times: PingTimes, excused: () => boolean): void {
  const ping = setInterval(() => socket.ping(), times.pingEvery).unref();
  const dead = setTimeout(() => {
    if (excused()) dead.refresh();
    else socket.terminate();
  }, times.pongWithin).unref();
  socket.on('pong', () => dead.refresh());
  socket.on('close', () => {
    clearInterval(ping);
    clearTimeout(dead);
  });
}
