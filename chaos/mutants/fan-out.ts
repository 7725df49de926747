import type { Event } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';

/** The events that are met. */
const EVERY = 25;

/** What is told instead of these lines. */
export type Relay = (lines: readonly ServerLine[]) => ServerLine[];

/** Keeps one event in 25 from everybody, the first time that it is told. */
export function dropsSome(): Relay {
  const dropped = new Set<string>();
  return (lines) =>
    lines.filter((line) => {
      if (!isEvent(line) || line.seq % EVERY !== 0) return true;
      const place = `${line.room}/${line.seq}`;
      return dropped.size === dropped.add(place).size;
    });
}

/** Tells one event in 25 after the next one of its room, the first time that it is told. */
export function swapsSome(): Relay {
  const swapped = new Set<string>();
  const late = new Map<string, Event>();
  return (lines) =>
    lines.flatMap((line): ServerLine[] => {
      if (!isEvent(line)) return [line];
      const held = late.get(line.room);
      if (held?.seq === line.seq - 1) {
        late.delete(line.room);
        return [line, held];
      }
      if (line.seq % EVERY !== 0 || swapped.size === swapped.add(`${line.room}/${line.seq}`).size) return [line];
      late.set(line.room, line);
      return [];
    });
}

function isEvent(line: ServerLine): line is Event {
  return line.type === 'posted' || line.type === 'edited' || line.type === 'deleted';
}
