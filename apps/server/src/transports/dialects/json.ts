import { type Command as WireCommand, commands } from '@hubbub/protocol/commands';
import type { ServerLine } from '@hubbub/protocol/lines';
import { Ajv, type ErrorObject } from 'ajv';
import { ChatError, type RefusedCommand } from '../../chat/errors.ts';
import type { Command, Dialect } from '../../chat/ports.ts';
import { textFrame } from '../frame.ts';

/** The longest field that an error line repeats. */
const MAX_REPEATED_CHARACTERS = 200;

/** `hubbub.v1`: one JSON object per line, one or more lines per frame. */
export const json: Dialect = {
  name: 'json',
  expressesRefusals: true,
  pack(lines: readonly ServerLine[]) {
    return textFrame(lines.map((line) => JSON.stringify(line)).join('\n'));
  },
};

const ajv = new Ajv();
const validators = new Map(Object.entries(commands).map(([type, schema]) => [type, ajv.compile<WireCommand>(schema)]));

/** A frame's commands, each parsed when it is taken. A malformed line does not affect the others. */
export function* readJson(frame: string): Generator<Command, void, void> {
  for (let start = 0, end = 0; start < frame.length; start = end + 1) {
    end = frame.indexOf('\n', start);
    if (end === -1) end = frame.length;
    const line = frame.slice(start, end);
    if (line.trim() !== '') yield readLine(line);
  }
}

function readLine(line: string): Command {
  const value = parse(line);
  if (value === undefined) return malformed(new ChatError('bad_json'));
  const type = typeof value['type'] === 'string' ? value['type'] : undefined;
  const validate = type === undefined ? undefined : validators.get(type);
  const repeated = { ...shortText(value, 'type'), ...shortText(value, 'room'), ...shortText(value, 'cid') };
  if (validate === undefined) return malformed(new ChatError('unknown_type', { field: 'type' }), repeated);
  if (!validate(value)) {
    const field = wrongField(validate.errors?.[0]);
    return malformed(new ChatError('bad_field', field === undefined ? {} : { field }), repeated);
  }
  return value;
}

function malformed(error: ChatError, command: RefusedCommand = {}): Command {
  return { type: 'malformed', error, command };
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

/** The field, if the error line repeats it: only a short string. */
function shortText(value: Record<string, unknown>, key: keyof RefusedCommand): RefusedCommand {
  const field = value[key];
  return typeof field === 'string' && field.length <= MAX_REPEATED_CHARACTERS ? { [key]: field } : {};
}

/** The name of the field that a schema error is about. */
function wrongField(error: ErrorObject | undefined): string | undefined {
  if (error === undefined) return undefined;
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  return missingProperty ?? additionalProperty?.slice(0, MAX_REPEATED_CHARACTERS) ?? error.instancePath.split('/')[1];
}
