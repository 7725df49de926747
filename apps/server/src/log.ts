import type { Writable } from 'node:stream';
import { ChatError } from './chat/errors.ts';

/** The same error is logged at most once in this time. */
const REPEAT_INTERVAL_MS = 60_000;

/** Above this, lines are dropped: whatever reads the log is stuck. */
const MAX_WAITING_BYTES = 1024 * 1024;

/**
 * Serializes errors for the log. A ChatError has no stack: a full disk refuses every message, and the place in the code
 * does not help. Errors never contain text from a client.
 */
export const serializers = {
  err(error: Error): { type: string; message: string; stack: string; [field: string]: unknown } {
    const { name, message, stack = '' } = error;
    if (error instanceof ChatError) return { type: name, code: error.code, message, why: error.cause, stack: '' };
    return { type: name, ...('code' in error ? { code: error.code } : {}), message, stack };
  },
};

/** The log goes to this stream. A full disk or a reader that has gone away loses lines, and must not stop the server. */
export function logOutput(stream: Writable, onLost: () => void): { write(line: string): void } {
  // Each failed write is counted by its callback.
  stream.on('error', () => undefined);
  return {
    write(line) {
      if (stream.writableLength > MAX_WAITING_BYTES) onLost();
      else stream.write(line, (error) => error && onLost());
    },
  };
}

type LogMethod = (this: unknown, fields: object, message?: string) => void;

/**
 * A hook of the logger. An error that repeats, such as a full disk at every message, is logged when it begins, and then
 * once a minute with the number of its repetitions.
 */
export function limitRepeatedErrors(): (this: unknown, args: unknown[], method: LogMethod) => void {
  /** The repetitions of each error since it was last logged. */
  const repetitions = new Map<string, number>();
  return function logMethod(args, method) {
    const [error] = args;
    if (!(error instanceof Error)) return void Reflect.apply(method, this, args);
    const kind = kindOf(error);
    const count = repetitions.get(kind);
    if (count !== undefined) return void repetitions.set(kind, count + 1);
    Reflect.apply(method, this, args);
    repetitions.set(kind, 0);
    const timer = setInterval(() => {
      const repeated = repetitions.get(kind)!;
      repetitions.set(kind, 0);
      if (repeated > 0) {
        const message = `${error.message} (${repeated} more in the last minute)`;
        return method.call(this, { err: error, repeated }, message);
      }
      repetitions.delete(kind);
      clearInterval(timer);
    }, REPEAT_INTERVAL_MS).unref();
  };
}

/** Equal for errors with the same code and cause, or thrown at the same place. There are few, whatever clients send. */
function kindOf(error: Error): string {
  if ('code' in error) return `${String(error.code)} ${typeof error.cause === 'string' ? error.cause : ''}`;
  return error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? error.name;
}
