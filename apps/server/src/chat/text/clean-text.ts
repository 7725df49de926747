import { MAX_TOPIC_BYTES } from '@hubbub/protocol/limits';
import { ChatError } from '../errors.ts';

/** Controls that no keyboard makes and no screen shows; tab and newline stay. */
// oxlint-disable-next-line no-control-regex -- finding them is the point
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/**
 * A message's text as it is kept: one kind of newline, no half characters (SQLite and the wire could not agree on
 * them), no controls. Refused with `text_empty`, or `text_too_long` above `most` bytes of UTF-8.
 */
export function cleanText(raw: string, most: number): string {
  const text = readable(raw);
  if (text.trim() === '') throw new ChatError('text_empty', { field: 'text' });
  return atMost(text, most);
}

/** A topic as it is kept: one line, and empty to take it away. Refused with `text_too_long`. */
export function cleanTopic(raw: string): string {
  return atMost(readable(raw).replace(/\s+/gu, ' ').trim(), MAX_TOPIC_BYTES);
}

function readable(raw: string): string {
  return raw.replace(/\r\n?/g, '\n').toWellFormed().replace(controls, '');
}

function atMost(text: string, most: number): string {
  if (Buffer.byteLength(text) > most) throw new ChatError('text_too_long', { field: 'text' });
  return text;
}
