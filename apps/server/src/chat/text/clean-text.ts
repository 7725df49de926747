import { MAX_TOPIC_BYTES } from '@hubbub/protocol/limits';
import { ChatError } from '../errors.ts';

/** Invisible control characters, except tab and newline. */
// oxlint-disable-next-line no-control-regex -- they are what it must match
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/**
 * A message's text as it is stored: `\n` as the only newline, no half surrogate pairs (SQLite and JSON encode them
 * differently), no control characters. Throws `text_empty`.
 */
export function cleanText(raw: string): string {
  const text = normalized(raw);
  if (text.trim() === '') throw new ChatError('text_empty', { field: 'text' });
  return text;
}

/** More than `maxBytes` of UTF-8. */
export function isTooLong(text: string, maxBytes: number): boolean {
  return Buffer.byteLength(text) > maxBytes;
}

/** A topic as it is stored: one line. An empty one removes the topic. Throws `text_too_long`. */
export function cleanTopic(raw: string): string {
  const topic = normalized(raw).replace(/\s+/gu, ' ').trim();
  if (isTooLong(topic, MAX_TOPIC_BYTES)) throw new ChatError('text_too_long', { field: 'text' });
  return topic;
}

function normalized(raw: string): string {
  return raw.replace(/\r\n?/g, '\n').toWellFormed().replace(controls, '');
}
