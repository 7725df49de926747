import type { Refusal } from '@hubbub/protocol/lines';
import { RefusedError } from './errors.ts';

interface Question<Answer> {
  fits: (answer: Answer) => boolean;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/**
 * Questions of one kind, which the server answers in the order in which they were asked. They live no longer than the
 * connection that they were asked on.
 */
export class PendingRequests<Answer> {
  readonly #open: Question<Answer>[] = [];

  /** `say` says it, if there is a connection. `fits` tells the answer from what the server says unasked. */
  ask(say: () => boolean, fits: (answer: Answer) => boolean = () => true): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (say()) this.#open.push({ fits, resolve, reject });
      else reject(new RefusedError('stopping'));
    });
  }

  heard(answer: Answer): void {
    if (this.#open[0]?.fits(answer)) this.#open.shift()?.resolve(answer);
  }

  refused({ code, message, reason, field }: Refusal): void {
    const why = { message, ...(reason && { reason }), ...(field && { field }) };
    this.#open.shift()?.reject(new RefusedError(code, why));
  }

  /** The connection is gone, and the answers with it. */
  lost(): void {
    for (const { reject } of this.#open.splice(0)) reject(new RefusedError('stopping'));
  }
}
