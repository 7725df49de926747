import { type Command, commands } from '@hubbub/protocol/commands';
import type { ServerLine } from '@hubbub/protocol/lines';
import { Ajv, type ErrorObject } from 'ajv';
import { ChatError } from '../../chat/errors.ts';
import type { Dialect } from '../../chat/delivery/connection-writer.ts';
import type { Session } from '../../chat/session.ts';
import { textFrame } from '../frame.ts';

/** `hubbub.v1`: one JSON object a line, one or more lines a frame. */
export const json: Dialect = {
  name: 'json',
  pack(lines: readonly ServerLine[]) {
    return textFrame(lines.map((line) => JSON.stringify(line)).join('\n'));
  },
};

/** Compiled once, one for each type: the check of a line takes nanoseconds. */
const ajv = new Ajv();
const checks = new Map(Object.entries(commands).map(([type, schema]) => [type, ajv.compile<Command>(schema)]));

/** Reads a frame's lines into the session, each on its own: a bad line does not take its neighbours with it. */
export function receiveJson(session: Session, frame: string): void {
  for (const line of frame.split('\n')) {
    if (session.givenUp) return;
    if (line.trim() !== '') receiveLine(session, line);
  }
}

function receiveLine(session: Session, line: string): void {
  const value = parse(line);
  if (value === undefined) return session.misunderstood(new ChatError('bad_json'));
  const type = typeof value['type'] === 'string' ? value['type'] : undefined;
  const check = type === undefined ? undefined : checks.get(type);
  const known = { ...text(value, 'type'), ...text(value, 'room'), ...text(value, 'cid') };
  if (check === undefined) return session.misunderstood(new ChatError('unknown_type', { field: 'type' }), known);
  if (!check(value)) {
    const field = wrongField(check.errors?.[0]);
    return session.misunderstood(new ChatError('bad_field', field === undefined ? {} : { field }), known);
  }
  session.receive(value);
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What an error line repeats of the line it refuses: short strings only. */
function text<Key extends string>(value: Record<string, unknown>, key: Key): { [K in Key]?: string } {
  const found = value[key];
  return typeof found === 'string' && found.length <= 200 ? ({ [key]: found } as { [K in Key]?: string }) : {};
}

/** The name of the field that a schema error is about. */
function wrongField(error: ErrorObject | undefined): string | undefined {
  if (error === undefined) return undefined;
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  return missingProperty ?? additionalProperty?.slice(0, 200) ?? error.instancePath.split('/')[1];
}
