import type { Action, History, SentCommand } from '../recording/history.ts';
import type { Random } from '../random.ts';

/** A client's own messages per room that it may edit or delete. */
const REMEMBERED_COUNT = 40;

const filler =
  'the quick brown fox talks about tea and rain, 你好世界 今天天气很好, привет как дела, café naïve señor, and then some more about the weather; '.repeat(
    80,
  );

export interface WorkloadOptions {
  name: string;
  rooms: readonly string[];
  random: Random;
  history: History;
  /** Actions per second, on average. */
  rate: number;
  /** Whether it edits and deletes; plain connections cannot. */
  edits: boolean;
}

/** Draws what a client does next. The draws do not depend on timing. */
export class Workload {
  readonly #options: WorkloadOptions;
  readonly #ownMessages = new Map<string, SentCommand[]>();

  constructor(options: WorkloadOptions) {
    this.#options = options;
  }

  nextDelayMs(): number {
    return (-Math.log(1 - this.#options.random.next()) * 1_000) / this.#options.rate;
  }

  next(): Action {
    const { name, random, history, rooms, edits } = this.#options;
    // Always draws the same number of values, so that later draws do not depend on the branch taken.
    const [roll, position, length] = [random.next(), random.next(), random.next()];
    const room = random.pick(rooms);
    // Those that were lost with the end of the log have no number.
    const own = (this.#ownMessages.get(room) ?? []).filter(({ seq }) => seq !== 0);
    this.#ownMessages.set(room, own);
    const type = !edits || own.length === 0 || roll < 0.82 ? 'posted' : roll < 0.95 ? 'edited' : 'deleted';
    const index = Math.floor(position * own.length);
    const target = type === 'posted' ? 0 : own[index]!.seq;
    if (type === 'deleted') own.splice(index, 1);
    // Mostly short, rarely long.
    const characters = 5 + Math.floor(60 * length + 2_000 * length ** 40);
    const start = Math.floor(position * 100);
    return history.recordCommand(
      { client: name, type, room, target },
      (id) => `${id} ${filler.slice(start, start + characters).trimEnd()}`,
    );
  }

  /** A message close to the maximum length. */
  longMessage(): Action {
    const { name, history, rooms } = this.#options;
    return history.recordCommand(
      { client: name, type: 'posted', room: rooms[0]!, target: 0 },
      (id) => `${id} ${'x'.repeat(7_900)}`,
    );
  }

  /** The message exists, so it can be edited or deleted from now on. */
  acknowledged(command: SentCommand): void {
    const { type, room } = command;
    if (type !== 'posted') return;
    const own = this.#ownMessages.get(room) ?? [];
    this.#ownMessages.set(room, own);
    own.push(command);
    if (own.length > REMEMBERED_COUNT) own.shift();
  }
}
