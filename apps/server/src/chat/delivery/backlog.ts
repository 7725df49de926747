/**
 * The bytes that wait in all connections together. Each is looked at when it is written to and when it is empty again,
 * so this is never less than what really waits, but for what a connection may hold without saying so.
 */
export class Backlog {
  readonly #most: number;
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get full(): boolean {
    return this.#bytes > this.#most;
  }

  change(by: number): void {
    this.#bytes += by;
  }
}
