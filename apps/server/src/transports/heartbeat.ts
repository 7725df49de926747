import type { WebSocket } from 'ws';

export interface PingTimes {
  /** Milliseconds between two pings. */
  pingEvery: number;
  /** A peer without a pong for so many milliseconds is gone. */
  pongWithin: number;
}

interface Peer {
  pingedAt: number;
  pongedAt: number;
  excused: () => boolean;
}

/** How many times between two pings everybody is looked at. */
const LOOKS = 50;

/** A look that is so many ms late has other reasons than a busy moment. */
const SLEEP = 3_000;

/**
 * Pings every peer, and drops it when no pong came for too long: a phone out of reach says no goodbye. Only a pong
 * counts, as with the classic server: whoever speaks WebSocket answers pings by itself. One clock for all: two timers
 * for each connection would be a tenth of its memory.
 */
export class Heartbeat {
  readonly #times: PingTimes;
  readonly #peers = new Map<WebSocket, Peer>();
  readonly #clock: NodeJS.Timeout;
  #lookedAt = performance.now();

  constructor(times: PingTimes) {
    this.#times = times;
    this.#clock = setInterval(() => this.#look(), times.pingEvery / LOOKS).unref();
  }

  /** `excused` says that a pong cannot be expected just now; such a peer is watched by other means. */
  watch(socket: WebSocket, excused: () => boolean): void {
    const now = performance.now();
    this.#peers.set(socket, { pingedAt: now, pongedAt: now, excused });
  }

  ponged(socket: WebSocket): void {
    const peer = this.#peers.get(socket);
    if (peer !== undefined) peer.pongedAt = performance.now();
  }

  forget(socket: WebSocket): void {
    this.#peers.delete(socket);
  }

  stop(): void {
    clearInterval(this.#clock);
  }

  #look(): void {
    const now = performance.now();
    // The machine slept, or this process was stopped: the pongs are here, only nobody has read them yet.
    const slept = now - this.#lookedAt > this.#times.pingEvery / LOOKS + SLEEP;
    this.#lookedAt = now;
    for (const [socket, peer] of this.#peers) {
      if (slept || peer.excused()) peer.pongedAt = now;
      else if (now - peer.pongedAt >= this.#times.pongWithin) socket.terminate();
      if (now - peer.pingedAt >= this.#times.pingEvery) {
        peer.pingedAt = now;
        socket.ping();
      }
    }
  }
}
