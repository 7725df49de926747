import { jsonClient, type JsonClient } from '../apps/server/test/support/socket-client.ts';
import type { Chat } from './chat.ts';

/** A client without a browser that sends many messages quickly. */
export class Writer implements Disposable {
  readonly #client: JsonClient;
  readonly room: string;
  #said = 0;

  private constructor(client: JsonClient, room: string) {
    this.#client = client;
    this.room = room;
  }

  static async enters(chat: Chat, room: string, name = 'Writer'): Promise<Writer> {
    const client = await jsonClient(`ws://localhost:${chat.port}/ws`);
    await client.enter(room, name);
    return new Writer(client, room);
  }

  /** Sends the messages and waits for their acks. Resolves with the `seq` of the last one. */
  async says(...texts: (string | { text: string; reply?: number })[]): Promise<number> {
    let seq = 0;
    // Stays below the limit of unacknowledged commands per connection.
    for (let from = 0; from < texts.length; from += 200) {
      const part = texts.slice(from, from + 200).map((each) => (typeof each === 'string' ? { text: each } : each));
      const last = `${(this.#said += part.length)}`;
      this.#client.command(
        ...part.map((each, index) => ({
          type: 'send',
          room: this.room,
          cid: `${this.#said - part.length + index + 1}`,
          ...each,
        })),
      );
      ({ seq } = await this.#client.next('ack', ({ cid }) => cid === last));
    }
    return seq;
  }

  async does(...commands: object[]): Promise<void> {
    this.#client.command(...commands.map((command) => ({ room: this.room, cid: `does ${++this.#said}`, ...command })));
    await this.#client.next('ack', ({ cid }) => cid === `does ${this.#said}`);
  }

  /** Sends `message 1` to `message count`, some of them longer than a line. */
  async saysMany(count: number): Promise<number> {
    return this.says(
      ...Array.from(
        { length: count },
        (_, i) => `message ${i + 1}${i % 7 === 3 ? ` ${'and more words '.repeat(i % 23)}` : ''}`,
      ),
    );
  }

  [Symbol.dispose](): void {
    this.#client[Symbol.dispose]();
  }
}
