import { PassThrough } from 'node:stream';
import fastify from 'fastify';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ChatError } from '../src/chat/errors.ts';
import { limitRepeatedErrors, logOutput, serializers } from '../src/log.ts';

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

interface Line {
  msg: string;
  repeated?: number;
  err?: { code?: string; type: string };
}

test('B-16: an error that repeats is logged once, and then once a minute with a count', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const written: Line[] = [];
  const stream = { write: (line: string) => void written.push(JSON.parse(line) as Line) };
  const logger = { level: 'warn', stream, serializers, hooks: { logMethod: limitRepeatedErrors() } };
  const { log } = fastify({ logger });
  const lines = (): Line[] => written.splice(0);
  const full = (): Error => Object.assign(new ChatError('store_full'), { cause: 'database or disk is full' });
  for (let i = 0; i < 1_000; i++) log.error(full());
  expect(lines()).toMatchObject([{ err: { code: 'store_full' } }]);
  // Another cause, another place in the code, and what is no fault are logged at once.
  log.error(Object.assign(new ChatError('store_failed'), { cause: 'disk I/O error' }));
  log.error(new TypeError('undefined is not a function'));
  log.error(new TypeError('null is not a function'));
  log.warn('a warning');
  log.warn('a warning');
  expect(lines().map(({ err, msg }) => err?.code ?? err?.type ?? msg)).toEqual([
    'store_failed',
    'TypeError',
    'TypeError',
    'a warning',
    'a warning',
  ]);
  vi.advanceTimersByTime(59_000);
  expect(lines()).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(lines()).toMatchObject([
    { err: { code: 'store_full' }, repeated: 999, msg: expect.stringMatching(/ \(999 more in the last minute\)$/) },
  ]);
  for (let i = 0; i < 5; i++) log.error(full());
  vi.advanceTimersByTime(60_000);
  expect(lines()).toMatchObject([{ repeated: 5 }]);
  vi.advanceTimersByTime(60_000);
  log.error(full());
  expect(lines()).toMatchObject([{ err: { code: 'store_full' } }]);
  expect(vi.getTimerCount()).toBe(1);
});

test('J-2: lines for a reader that is stuck are dropped and counted, not kept in memory', async () => {
  const stuck = new PassThrough();
  const lost = vi.fn<() => void>();
  const output = logOutput(stuck, lost);
  const line = `${'x'.repeat(10_000)}\n`;
  for (let i = 0; i < 1_000; i++) output.write(line);
  expect(lost.mock.calls.length).toBeGreaterThan(800);
  expect(stuck.writableLength).toBeLessThan(2 * 1024 * 1024);
  const before = lost.mock.calls.length;
  stuck.resume();
  await vi.waitFor(() => expect(stuck.writableLength).toBe(0));
  output.write(line);
  expect(lost.mock.calls.length).toBe(before);
});
