import { PassThrough } from 'node:stream';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { ChatError } from '../src/chat/errors.ts';
import { serializers } from '../src/log.ts';

function logged(error: Error): Record<string, unknown> {
  const stream = new PassThrough();
  fastify({ logger: { level: 'warn', stream, serializers } }).log.error(error);
  const line = String(stream.read());
  expect(line.trimEnd()).not.toContain('\n');
  return (JSON.parse(line) as { err: Record<string, unknown> }).err;
}

test('a refusal is logged with its code and cause, without a stack', () => {
  const full = Object.assign(new ChatError('store_full'), { cause: 'database or disk is full' });
  expect(logged(full)).toMatchObject({ type: 'ChatError', code: 'store_full', why: 'database or disk is full' });
  expect(logged(full)['stack']).toBe('');
});

test('an unexpected error is logged with its stack', () => {
  const { type, message, stack } = logged(new TypeError('undefined is not a function'));
  expect([type, message]).toEqual(['TypeError', 'undefined is not a function']);
  expect(stack).toContain('log.test.ts');
});
