import { FlushPolicy } from './flush-policy.ts';
import { Shard, type Recipient, type RoomLine, type ShardOptions } from './shard.ts';

/** Writing to this many connections takes 2 or 3 ms. */
const RECIPIENTS_PER_SHARD = 512;

/**
 * Sends a room's lines to its subscriptions, in shards. While one shard is being written, the lines of the next one
 * still gather, so in a room of thousands the last shard also sends what arrived during the flush of the first.
 */
export class Broadcaster {
  readonly #shards: Shard[] = [];
  readonly #policy = new FlushPolicy(() => this.liveCount);
  readonly #options: Omit<ShardOptions, 'policy'>;
  /** The `seq` of the newest event that was broadcast. */
  #head: number;

  constructor(head: number, options: Omit<ShardOptions, 'policy'>) {
    this.#head = head;
    this.#options = options;
  }

  get liveCount(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.liveCount, 0);
  }

  /** Every line was written to every live recipient. */
  get flushed(): boolean {
    return this.#shards.every(({ flushed }) => flushed);
  }

  /** A shard with space for one more recipient. */
  openShard(): Shard {
    let shard = this.#shards.find(({ size }) => size < RECIPIENTS_PER_SHARD);
    if (shard === undefined) {
      shard = new Shard(this.#head, { ...this.#options, policy: this.#policy });
      this.#shards.push(shard);
    }
    return shard;
  }

  remove(recipient: Recipient, shard: Shard): void {
    shard.remove(recipient);
    if (shard.size === 0) this.#shards.splice(this.#shards.indexOf(shard), 1);
  }

  broadcast(line: RoomLine): void {
    const now = performance.now();
    if ('seq' in line) {
      this.#head = line.seq;
      this.#policy.recordEvent(now);
    }
    for (const shard of this.#shards) shard.enqueue(line, now);
  }
}
