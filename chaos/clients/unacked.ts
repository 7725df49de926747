import type { Command } from '@hubbub/protocol/commands';
import type { Call } from '../recording/history.ts';

/** Acknowledged things that are asked for once more after a reconnect, although there is no need. */
const REPEATED = 5;

/** What a raw client has asked for and may have to ask for again, in the order of asking. */
export class Asked {
  /** By cid. */
  readonly #unanswered = new Map<string, Command>();
  readonly #acknowledged: Command[] = [];

  get unanswered(): number {
    return this.#unanswered.size;
  }

  add({ type, room, target, cid }: Call, text: string): Command {
    const command: Command =
      type === 'posted'
        ? { type: 'send', room, cid, text }
        : type === 'edited'
          ? { type: 'edit', room, cid, target, text }
          : { type: 'delete', room, cid, target };
    this.#unanswered.set(cid, command);
    return command;
  }

  /** Undefined when it has its answer. */
  waiting(cid: string): Command | undefined {
    return this.#unanswered.get(cid);
  }

  acknowledged(cid: string): void {
    const command = this.#unanswered.get(cid);
    if (!command) return;
    this.#unanswered.delete(cid);
    this.#acknowledged.push(command);
    if (this.#acknowledged.length > REPEATED) this.#acknowledged.shift();
  }

  refused(cid: string): void {
    this.#unanswered.delete(cid);
  }

  /** For a new connection. A server that counts something twice is found by what it had acknowledged already. */
  again(): Command[] {
    return [...this.#acknowledged, ...this.#unanswered.values()];
  }
}
