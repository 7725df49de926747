import type { Event } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';

/** One event in this many is affected. */
const AFFECTED_INTERVAL = 25;

/** Replaces the lines that are sent to a connection. */
export type LineMutation = (lines: readonly ServerLine[]) => ServerLine[];

/** Drops one event in 25 when it is broadcast for the first time. */
export function dropsSome(): LineMutation {
  const dropped = new Set<string>();
  return (lines) =>
    lines.filter((line) => {
      if (!isEvent(line) || line.seq % AFFECTED_INTERVAL !== 0) return true;
      const place = `${line.room}/${line.seq}`;
      return dropped.size === dropped.add(place).size;
    });
}

/** Swaps one event in 25 with the next one of its room when it is broadcast for the first time. */
export function swapsSome(): LineMutation {
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
      if (line.seq % AFFECTED_INTERVAL !== 0 || swapped.size === swapped.add(`${line.room}/${line.seq}`).size)
        return [line];
      late.set(line.room, line);
      return [];
    });
}

function isEvent(line: ServerLine): line is Event {
  return line.type === 'posted' || line.type === 'edited' || line.type === 'deleted';
}
