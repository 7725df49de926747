import type { Call, History } from '../recording/history.ts';
import type { Random } from '../random.ts';

/** Own messages of a room that are remembered, to be edited or deleted later. */
const REMEMBERED = 40;

const filler =
  'the quick brown fox talks about tea and rain, 你好世界 今天天气很好, привет как дела, café naïve señor, and then some more about the weather; '.repeat(
    80,
  );

export interface Doing {
  call: Call;
  text: string;
}

export interface WriterOptions {
  name: string;
  rooms: readonly string[];
  random: Random;
  history: History;
  /** Things done in a second, on average. */
  rate: number;
  /** Plain connections cannot change what they said. */
  changes: boolean;
}

/** Decides by dice what somebody does next. The dice do not depend on how fast anything is. */
export class Writer {
  readonly name: string;
  readonly #options: WriterOptions;
  readonly #mine = new Map<string, number[]>();

  constructor(options: WriterOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Milliseconds until the next thing. */
  pause(): number {
    return (-Math.log(1 - this.#options.random.next()) * 1_000) / this.#options.rate;
  }

  next(): Doing {
    const { random, history, rooms, changes } = this.#options;
    // All dice are thrown each time, whether they are needed or not.
    const [kind, which, length] = [random.next(), random.next(), random.next()];
    const room = random.pick(rooms);
    const mine = this.#mine.get(room) ?? [];
    const type = !changes || mine.length === 0 || kind < 0.82 ? 'posted' : kind < 0.95 ? 'edited' : 'deleted';
    const index = Math.floor(which * mine.length);
    const target = type === 'posted' ? 0 : mine[index]!;
    if (type === 'deleted') mine.splice(index, 1);
    // Mostly short, seldom long.
    const characters = 5 + Math.floor(60 * length + 2_000 * length ** 40);
    const start = Math.floor(which * 100);
    return this.#doing(history.call({ who: this.name, type, room, target }, (id) => spell(id, start, characters)));
  }

  /** A message as long as messages may be. */
  long(): Doing {
    const { history, rooms } = this.#options;
    return this.#doing(
      history.call(
        { who: this.name, type: 'posted', room: rooms[0]!, target: 0 },
        (id) => `${id} ${'x'.repeat(7_900)}`,
      ),
    );
  }

  /** It is in the room, so it can be changed from now on. */
  acknowledged({ type, room, seq }: Call): void {
    if (type !== 'posted') return;
    const mine = this.#mine.get(room) ?? [];
    this.#mine.set(room, mine);
    mine.push(seq);
    if (mine.length > REMEMBERED) mine.shift();
  }

  #doing([call, text]: [Call, string]): Doing {
    return { call, text };
  }
}

function spell(id: number, start: number, characters: number): string {
  return `${id} ${filler.slice(start, start + characters).trimEnd()}`;
}
