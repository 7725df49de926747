import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { RATE_REFUSAL_INTERVAL_MS } from '../chat/errors.ts';
import { Scheduler } from '../chat/scheduler.ts';

/** Requests that may wait on all sockets together, about 3 KB each. Browsers do not pipeline, so theirs never wait. */
const MAX_WAITING_REQUESTS = 10_000;

interface Waiting {
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * HTTP requests, one under way per socket. Node handles pipelined requests together and keeps all their answers, and
 * parses whatever has arrived at once, up to 64 KB. Here a request is handled when the client has taken the answer
 * before, nothing is read from the socket while requests wait, and they are dropped when it closes.
 */
export class Pipelines {
  readonly #handle: RequestListener;
  readonly #scheduler = new Scheduler();
  readonly #bySocket = new WeakMap<Socket, Pipeline>();
  #waitingCount = 0;

  constructor(handle: RequestListener) {
    this.#handle = handle;
  }

  isBusy(socket: Socket): boolean {
    return this.#bySocket.get(socket)?.busy === true;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    if (socket.destroyed) return;
    let pipeline = this.#bySocket.get(socket);
    if (pipeline === undefined) {
      pipeline = new Pipeline(socket, this.#handle, this.#scheduler, (waiting) => (this.#waitingCount += waiting));
      this.#bySocket.set(socket, pipeline);
    }
    if (pipeline.busy && this.#waitingCount >= MAX_WAITING_REQUESTS) socket.destroy();
    else pipeline.handle(request, response);
  }
}

class Pipeline {
  readonly #socket: Socket;
  readonly #handle: RequestListener;
  readonly #scheduler: Scheduler;
  /** Called with the change of the number of waiting requests. */
  readonly #count: (change: number) => void;
  #waiting: Waiting[] = [];
  busy = false;

  constructor(socket: Socket, handle: RequestListener, scheduler: Scheduler, count: (change: number) => void) {
    this.#socket = socket;
    this.#handle = handle;
    this.#scheduler = scheduler;
    this.#count = count;
    // After each response Node resumes the socket, to skip what the handler has not read of the request.
    socket.on('resume', () => {
      if (this.#waiting.length > 0) socket.pause();
    });
    socket.on('close', () => {
      count(-this.#waiting.length);
      this.#waiting = [];
    });
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    if (!this.busy) return this.#start({ request, response });
    this.#waiting.push({ request, response });
    this.#count(1);
    this.#socket.pause();
  }

  #start({ request, response }: Waiting): void {
    this.busy = true;
    response.once('close', () => this.#end(response));
    this.#handle(request, response);
  }

  #end({ statusCode }: ServerResponse): void {
    // Otherwise pipelined requests could flood.
    if (statusCode === 429) setTimeout(() => this.#next(), RATE_REFUSAL_INTERVAL_MS).unref();
    else if (this.#waiting.length > 0) this.#scheduler.schedule(() => this.#next());
    else this.busy = false;
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.busy = false;
      return;
    }
    this.#count(-1);
    if (this.#waiting.length === 0) this.#socket.resume();
    this.#start(next);
  }
}
