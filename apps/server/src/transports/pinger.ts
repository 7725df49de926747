import type { WebSocket } from 'ws';

export interface PingTimes {
  /** Time between two pings. */
  intervalMs: number;
  /** A peer that sends no pong for this long is disconnected. */
  timeoutMs: number;
}

interface Peer {
  pingedAt: number;
  pongedAt: number;
  isExcused: () => boolean;
}

/** Peers are checked this many times per ping interval. */
const CHECKS_PER_PING = 50;

/** A check that is later than this was delayed by a suspension of the machine or the process, not by load. */
const SUSPENDED_AFTER_MS = 3_000;

/**
 * Pings every peer and disconnects those without a pong: a phone out of reach sends no close frame. Only pongs count,
 * as with the classic server, because every WebSocket implementation answers pings by itself. One timer serves all
 * peers: two timers each would be a tenth of a connection's memory.
 */
export class Pinger {
  readonly #times: PingTimes;
  readonly #peers = new Map<WebSocket, Peer>();
  readonly #timer: NodeJS.Timeout;
  #checkedAt = performance.now();

  constructor(times: PingTimes) {
    this.#times = times;
    this.#timer = setInterval(() => this.#check(), times.intervalMs / CHECKS_PER_PING).unref();
  }

  /** While `isExcused` returns true, no pong is expected; the stall timeout covers that time. */
  watch(socket: WebSocket, isExcused: () => boolean): void {
    const now = performance.now();
    this.#peers.set(socket, { pingedAt: now, pongedAt: now, isExcused });
  }

  recordPong(socket: WebSocket): void {
    const peer = this.#peers.get(socket);
    if (peer !== undefined) peer.pongedAt = performance.now();
  }

  forget(socket: WebSocket): void {
    this.#peers.delete(socket);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #check(): void {
    const now = performance.now();
    // After a suspension the pongs have arrived and are not read yet.
    const suspended = now - this.#checkedAt > this.#times.intervalMs / CHECKS_PER_PING + SUSPENDED_AFTER_MS;
    this.#checkedAt = now;
    for (const [socket, peer] of this.#peers) {
      if (suspended || peer.isExcused()) peer.pongedAt = now;
      else if (now - peer.pongedAt >= this.#times.timeoutMs) socket.terminate();
      if (now - peer.pingedAt >= this.#times.intervalMs) {
        peer.pingedAt = now;
        socket.ping();
      }
    }
  }
}
