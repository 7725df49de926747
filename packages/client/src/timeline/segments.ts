import type { Message } from '@hubbub/protocol/events';
import { isAfter, locate, startsBefore, type Position } from './position.ts';
import { Segment } from './segment.ts';

/** The live segment is cut to KEPT_COUNT when it is longer than MAX_COUNT, as on a page that is open for days. */
const MAX_COUNT = 4_000;
const KEPT_COUNT = 2_000;
/** While somebody reads older messages of the live segment, it is split when it is longer than this. */
const MAX_HELD_COUNT = 5_000;
const KEPT_AFTER_SPLIT_COUNT = 1_000;
/** Messages that a split keeps on each side of the one that is being read. */
const SPLIT_MARGIN_COUNT = 500;
const MAX_DETACHED_COUNT = 2_000;
/** When the segments merge, this many messages before the end of the detached one are held: they are being read. */
const MERGE_MARGIN_COUNT = 250;

/** Messages without a gap, somewhere before the newest ones. */
export interface DetachedSegment {
  readonly messages: readonly Message[];
  readonly older: boolean;
  /** Always true: some messages between these and the newest ones are not loaded. */
  readonly newer: boolean;
}

/**
 * The loaded messages of a room: the live segment, which ends at the newest message, and a detached segment while
 * somebody reads further up. The two never touch: they merge instead. Both have a maximum length.
 */
export class Segments {
  live: Segment;
  #detached: Segment | null = null;
  #shown: DetachedSegment | null = null;
  /** Somebody reads the live segment from this `seq` on. */
  #held: number | null = null;

  constructor(live: Segment) {
    this.live = live;
  }

  get all(): Segment[] {
    return this.#detached ? [this.live, this.#detached] : [this.live];
  }

  /** A new object after every change. */
  get detached(): DetachedSegment | null {
    if (!this.#detached) return null;
    const { messages, older } = this.#detached;
    if (this.#shown?.messages !== messages || this.#shown.older !== older)
      this.#shown = { messages, older, newer: true };
    return this.#shown;
  }

  /** Adds a segment that touches a loaded one. Any other segment has arrived too late and is ignored. */
  add(segment: Segment): void {
    const detached = this.#detached;
    if (detached?.touches(segment)) {
      const isOlder = segment.from < detached.from;
      detached.join(segment);
      // Messages far from the end that grows are dropped.
      this.#detached = isOlder ? detached.slice(0, MAX_DETACHED_COUNT) : detached.newest(MAX_DETACHED_COUNT);
    } else if (this.live.touches(segment)) this.live.join(segment);
    this.#mergeIfTouching();
  }

  /**
   * Makes the segment the detached one, or merges it with the live one. Returns the `seq` to show, see
   * `RoomTimeline.open`; undefined for an empty segment that does not touch the live one, which is no answer.
   */
  open(segment: Segment, position: Position): number | null | undefined {
    if (segment.length === 0 && !segment.touches(this.live)) return undefined;
    this.#detached = segment;
    this.#mergeIfTouching();
    if (this.#detached) return locate(segment, position);
    return (this.#held = locate(this.live, position));
  }

  /** Returns the `seq` to show if the position is loaded. Drops the detached segment if the live one has it. */
  seek(position: Position): number | null | undefined {
    const detached = this.#detached;
    if (detached && startsBefore(detached, position) && !isAfter(detached, position)) return locate(detached, position);
    if (!startsBefore(this.live, position)) return undefined;
    this.#detached = null;
    return (this.#held = locate(this.live, position));
  }

  returnToNewest(): void {
    this.#detached = null;
    this.#held = null;
  }

  hold(seq: number | null): void {
    this.#held = seq;
  }

  /** Called when the live segment has grown by a message. */
  limit(): void {
    if (this.#held !== null && !this.#detached) this.#split(this.#held);
    else if (this.live.length > MAX_COUNT) this.live = this.live.newest(KEPT_COUNT);
  }

  #mergeIfTouching(): void {
    const detached = this.#detached;
    if (!detached?.touches(this.live)) return;
    this.#held = (detached.messages.at(-MERGE_MARGIN_COUNT) ?? detached.messages[0])?.seq ?? null;
    this.live.join(detached);
    this.#detached = null;
  }

  /** Detaches the part that is being read, unless it is near the newest messages. */
  #split(held: number): void {
    if (this.live.length <= MAX_HELD_COUNT) return;
    const index = this.live.indexFrom(held);
    this.#detached = this.live.slice(index - SPLIT_MARGIN_COUNT, index + SPLIT_MARGIN_COUNT);
    this.live = this.live.newest(KEPT_AFTER_SPLIT_COUNT);
    this.#mergeIfTouching();
    this.#held = this.#detached ? null : held;
  }
}
