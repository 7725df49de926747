import { clientFrame } from '../../scripts/client-frame.ts';
import { hubbubJson, hubbubPlain } from '../load/wire-formats.ts';
import { otherLoopback } from '../../scripts/loopback.ts';
import type { Attack, Target } from './attack.ts';
import { type Batch, Flooder } from './flooder.ts';

interface Flood {
  connections: number;
  dialect: 'json' | 'plain';
  /** Where they write: in the room of the honest members, or in one of their own. */
  place: 'same room' | 'other room';
  /** Undefined for the address of the honest members. */
  localAddress?: string | undefined;
}

const LINES_PER_BATCH = 100;
const NUMBER_DIGITS = 10;

export function flood({ connections, dialect, place, localAddress = otherLoopback() }: Flood): Attack {
  return {
    name: `flood-${connections}-${dialect}-${place.replace(' ', '-')}`,
    title: `${connections} ${connections === 1 ? 'flooder' : 'flooders'}, ${dialect}, ${place}`,
    unit: 'messages',
    prepare: (target) =>
      connectFlooders(target, connections, {
        dialect,
        room: place === 'same room' ? target.room : 'flooded',
        localAddress,
        batch: (prefix, room) => messageBatch(dialect, room, prefix, `flood ${'x'.repeat(20)}`, LINES_PER_BATCH),
      }),
  };
}

/** 64 of the flooders above, behind the same address as the honest members. */
export const floodFromSameAddress: Attack = {
  ...flood({ connections: 64, dialect: 'json', place: 'same room', localAddress: '127.0.0.1' }),
  name: 'flood-same-address',
  title: '64 flooders, json, same room, same address as everybody',
};

interface Flooders {
  dialect: Flood['dialect'];
  room: string;
  localAddress: string;
  /** The prefix makes its cids unlike those of the other connections. */
  batch: (prefix: string, room: string) => () => Batch;
}

export async function connectFlooders(
  { port }: Target,
  connections: number,
  { dialect, room, localAddress, batch }: Flooders,
): Promise<{ start: (done: (count: number) => void) => void }> {
  const wireFormat = dialect === 'json' ? hubbubJson : hubbubPlain;
  const flooders = await Promise.all(
    Array.from({ length: connections }, (_, i) =>
      Flooder.connect(
        { wireFormat, port, localAddress, room, name: `flooder ${i}`, sends: true, reads: false },
        batch(`f${i}.`, room),
      ),
    ),
  );
  return { start: (done) => flooders.forEach((flooder) => flooder.start(done)) };
}

/**
 * Batches of messages in one buffer. A json client sends many lines in one frame; their cids are numbers in the buffer,
 * because a cid that was used before would only be a repetition.
 */
export function messageBatch(
  dialect: Flood['dialect'],
  room: string,
  prefix: string,
  text: string,
  lines: number,
): () => Batch {
  if (dialect === 'plain') {
    const bytes = Buffer.concat(Array.from({ length: lines }, () => clientFrame(text)));
    return () => ({ bytes, count: lines });
  }
  const placeholder = '#'.repeat(NUMBER_DIGITS);
  const line = hubbubJson.encode(room, `${prefix}${placeholder}`, text);
  const bytes = clientFrame(Array.from({ length: lines }, () => line).join('\n'));
  const places: number[] = [];
  for (let at = bytes.indexOf(placeholder); at !== -1; at = bytes.indexOf(placeholder, at + NUMBER_DIGITS))
    places.push(at);
  let next = 0;
  return () => {
    for (const place of places) bytes.write(String(next++).padStart(NUMBER_DIGITS, '0'), place, 'latin1');
    return { bytes, count: lines };
  };
}
