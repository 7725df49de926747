import type { Command } from '@hubbub/protocol/commands';
import type { Refusal } from '@hubbub/protocol/lines';
import { RefusedError } from './errors.ts';

interface PendingRequest<Answer> extends PromiseWithResolvers<Answer> {
  matches: (answer: Answer) => boolean;
}

/**
 * Requests of one type, which the server answers in the order in which they were sent. They end with the connection.
 * A request that cannot be sent rejects at once with RefusedError `stopping`, as does one whose connection is lost.
 */
export class PendingRequests<Answer> {
  /** Returns whether the command could be sent. */
  readonly #send: (command: Command) => boolean;
  readonly #pending: PendingRequest<Answer>[] = [];

  constructor(send: (command: Command) => boolean) {
    this.#send = send;
  }

  /** `matches` distinguishes the answer from lines of the same type that the server sends unasked. */
  request(command: Command, matches: (answer: Answer) => boolean = () => true): Promise<Answer> {
    const request = { ...Promise.withResolvers<Answer>(), matches };
    if (this.#send(command)) this.#pending.push(request);
    else request.reject(new RefusedError('stopping'));
    return request.promise;
  }

  answered(answer: Answer): void {
    if (this.#pending[0]?.matches(answer)) this.#pending.shift()?.resolve(answer);
  }

  refused(refusal: Refusal): void {
    this.#pending.shift()?.reject(new RefusedError(refusal.code, refusal));
  }

  connectionLost(): void {
    for (const { reject } of this.#pending.splice(0)) reject(new RefusedError('stopping'));
  }
}
