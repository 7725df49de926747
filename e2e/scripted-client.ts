import { jsonClient, type JsonClient } from '../apps/server/test/support/socket-client.ts';
import type { TestServer } from './fixtures.ts';

/** A client without a browser that sends many messages quickly. */
export class ScriptedClient implements Disposable {
  readonly #client: JsonClient;
  readonly room: string;
  #sentCount = 0;

  private constructor(client: JsonClient, room: string) {
    this.#client = client;
    this.room = room;
  }

  static async join(server: TestServer, room: string, name = 'Writer'): Promise<ScriptedClient> {
    const client = await jsonClient(`ws://localhost:${server.port}/ws`);
    await client.enter(room, name);
    return new ScriptedClient(client, room);
  }

  /** Sends the messages and waits for their acks. Resolves with the `seq` of the last one. */
  async send(...texts: (string | { text: string; reply?: number })[]): Promise<number> {
    let seq = 0;
    // Stays below the limit of unacknowledged commands per connection.
    for (let from = 0; from < texts.length; from += 200) {
      const part = texts.slice(from, from + 200).map((each) => (typeof each === 'string' ? { text: each } : each));
      const last = `${(this.#sentCount += part.length)}`;
      this.#client.command(
        ...part.map((each, index) => ({
          type: 'send',
          room: this.room,
          cid: `${this.#sentCount - part.length + index + 1}`,
          ...each,
        })),
      );
      ({ seq } = await this.#client.next('ack', ({ cid }) => cid === last));
    }
    return seq;
  }

  async run(...commands: object[]): Promise<void> {
    this.#client.command(
      ...commands.map((command) => ({ room: this.room, cid: `run ${++this.#sentCount}`, ...command })),
    );
    await this.#client.next('ack', ({ cid }) => cid === `run ${this.#sentCount}`);
  }

  /** Shows the client as typing. */
  type(): void {
    this.#client.command({ type: 'typing', room: this.room });
  }

  /** Sends `message 1` to `message count`, some of them longer than a line. */
  async sendMany(count: number): Promise<number> {
    return this.send(
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
