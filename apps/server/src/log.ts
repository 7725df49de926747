import { ChatError } from './chat/errors.ts';

/**
 * How an error looks in the log. A refusal is a line with its code and why: a full disk refuses every message, and
 * where in the code it did so helps nobody. Neither holds anything that a client has said.
 */
export const serializers = {
  err(error: Error): { type: string; message: string; stack: string; [field: string]: unknown } {
    const { name, message, stack = '' } = error;
    if (error instanceof ChatError) return { type: name, code: error.code, message, why: error.cause, stack: '' };
    return { type: name, ...('code' in error ? { code: error.code } : {}), message, stack };
  },
};
