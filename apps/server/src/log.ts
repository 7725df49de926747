import type { Writable } from 'node:stream';
import { ChatError } from './chat/errors.ts';

/** The same fault is logged at most once in this time. */
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
 * A hook of the logger. A fault that repeats, such as a full disk at every message, is logged when it begins, and then
 * once a minute with the number of its repetitions.
 */
export function limitRepeatedFaults(): (this: unknown, args: unknown[], method: LogMethod) => void {
  /** The repetitions of each fault since it was last logged. */
  const repetitions = new Map<string, number>();
  return function logMethod(args, method) {
    const [error] = args;
    const fault = error instanceof Error ? identity(error) : undefined;
    const repeated = fault === undefined ? undefined : repetitions.get(fault);
    if (fault !== undefined && repeated !== undefined) return void repetitions.set(fault, repeated + 1);
    Reflect.apply(method, this, args);
    if (fault === undefined) return;
    repetitions.set(fault, 0);
    const timer = setInterval(() => {
      const repeated = repetitions.get(fault)!;
      if (repeated > 0) {
        repetitions.set(fault, 0);
        method.call(
          this,
          { err: error, repeated },
          `${(error as Error).message} (${repeated} more in the last minute)`,
        );
      } else {
        repetitions.delete(fault);
        clearInterval(timer);
      }
    }, REPEAT_INTERVAL_MS).unref();
  };
}

/** Equal for faults with the same code and cause, or thrown at the same place. There are few, whatever clients send. */
function identity(error: Error): string {
  if ('code' in error) return `${String(error.code)} ${typeof error.cause === 'string' ? error.cause : ''}`;
  return error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? error.name;
}
