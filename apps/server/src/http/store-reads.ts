import type { FastifyRequest } from 'fastify';
import { networkOf } from '../chat/limiter/network.ts';

/** Reads for HTTP that the store has at once, so that those of sessions do not wait behind thousands. */
const MAX_READS = 8;

interface WaitingRead {
  isWanted: () => boolean;
  start: () => void;
}

/**
 * The store's reads for HTTP. Those that wait are started by turns of the clients' networks; those whose client has left
 * are dropped, and their promises stay pending.
 */
export class StoreReads {
  readonly #waiting = new Map<string, WaitingRead[]>();
  #running = 0;

  run<Result>(request: FastifyRequest, read: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.#running++;
        void read()
          .then(resolve, reject)
          .finally(() => {
            this.#running--;
            this.#startNext();
          });
      };
      if (this.#running < MAX_READS) return start();
      const network = networkOf(request.ip);
      const queue = this.#waiting.get(network) ?? [];
      queue.push({ isWanted: () => !request.socket.destroyed, start });
      this.#waiting.set(network, queue);
    });
  }

  #startNext(): void {
    for (const [network, queue] of this.#waiting) {
      const wanted = queue.findIndex(({ isWanted }) => isWanted());
      const [next] = wanted === -1 ? [] : queue.splice(0, wanted + 1).slice(-1);
      // The network goes to the end of the map.
      this.#waiting.delete(network);
      if (next === undefined) continue;
      if (queue.length > 0) this.#waiting.set(network, queue);
      return next.start();
    }
  }
}
