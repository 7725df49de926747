import type { Command } from '@hubbub/protocol/commands';
import type { SentCommand } from '../recording/history.ts';

/** Acknowledged commands that are needlessly repeated after a reconnect, to find duplicates. */
const REPEATED_COUNT = 5;

/** The commands of a raw client that it may have to send again, in the order of sending. */
export class UnackedCommands {
  /** By cid. */
  readonly #unacked = new Map<string, Command>();
  readonly #recentlyAcked: Command[] = [];

  get size(): number {
    return this.#unacked.size;
  }

  add({ type, room, target, cid }: SentCommand, text: string): Command {
    const command: Command =
      type === 'posted'
        ? { type: 'send', room, cid, text }
        : type === 'edited'
          ? { type: 'edit', room, cid, target, text }
          : { type: 'delete', room, cid, target };
    this.#unacked.set(cid, command);
    return command;
  }

  /** Undefined once it is acknowledged or refused. */
  get(cid: string): Command | undefined {
    return this.#unacked.get(cid);
  }

  ack(cid: string): void {
    const command = this.#unacked.get(cid);
    if (!command) return;
    this.#unacked.delete(cid);
    this.#recentlyAcked.push(command);
    if (this.#recentlyAcked.length > REPEATED_COUNT) this.#recentlyAcked.shift();
  }

  drop(cid: string): void {
    this.#unacked.delete(cid);
  }

  /** Commands for a new connection, a few acknowledged ones included: a server that forgets cids stores those twice. */
  toResend(): Command[] {
    return [...this.#recentlyAcked, ...this.#unacked.values()];
  }
}
