import { ChatError } from './chat/errors.ts';

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
