import type { Message } from '@hubbub/protocol/events';
import { isAbove, locate, reaches, type Position } from './position.ts';
import { Segment } from './segment.ts';

/** Messages. The tail of a page that is open for days is cut to `KEPT` when it is longer than `LONG`. */
const LONG = 4_000;
const KEPT = 2_000;
/** While somebody reads older ones in the tail, it is parted when it is longer than this. */
const HELD_LONG = 5_000;
const HELD_KEPT = 1_000;
/** What is left on each side of the place that is read. */
const AROUND = 500;
const EXCERPT = 2_000;
/** Who has come down to the tail reads about so far above where they met. */
const NEAR = 250;

/** A piece of the room's messages without a hole in it, somewhere above the newest ones. */
export interface DetachedSegment {
  readonly messages: readonly Message[];
  readonly older: boolean;
  /** Always: between these and the newest ones there is something that is not loaded. */
  readonly newer: boolean;
}

/**
 * What is loaded of a room: the tail, which goes up to the newest message, and where somebody reads further up, an
 * excerpt, which it never touches. Both are bounded.
 */
export class Segments {
  readonly live: Segment;
  #detached: Segment | null = null;
  #shown: DetachedSegment | null = null;
  /** The `seq` from which on somebody reads the tail. */
  #held: number | null = null;

  constructor(tail: Segment) {
    this.live = tail;
  }

  get all(): Segment[] {
    return this.#detached ? [this.live, this.#detached] : [this.live];
  }

  /** Another object after every change. */
  get detached(): DetachedSegment | null {
    if (!this.#detached) return null;
    const { messages, older } = this.#detached;
    if (this.#shown?.messages !== messages || this.#shown.older !== older)
      this.#shown = { messages, older, newer: true };
    return this.#shown;
  }

  /** Grows by a piece beside or over what is here. One that touches nothing has come too late, and is left. */
  add(piece: Segment): void {
    const excerpt = this.#detached;
    if (excerpt?.touches(piece)) {
      const upwards = piece.from < excerpt.from;
      excerpt.join(piece);
      // What is far from where it grows is let go of.
      if (upwards) excerpt.keepOldest(EXCERPT);
      else excerpt.keepNewest(EXCERPT);
    } else if (this.live.touches(piece)) this.live.join(piece);
    this.#meet();
  }

  /**
   * The excerpt is this from now on; or there is none, where the tail takes it in. Gives the message to look at;
   * undefined where there is none in a room that has messages: what was read is not what was asked for.
   */
  open(piece: Segment, where: Position): number | null | undefined {
    if (piece.length === 0 && !piece.touches(this.live)) return undefined;
    this.#detached = piece;
    this.#meet();
    if (this.#detached) return locate(piece, where);
    return (this.#held = locate(this.live, where));
  }

  /** The message to look at, if it is here; undefined if it is not. The excerpt goes where the tail has it. */
  seek(where: Position): number | null | undefined {
    const excerpt = this.#detached;
    if (excerpt && reaches(excerpt, where) && !isAbove(excerpt, where)) return locate(excerpt, where);
    if (!reaches(this.live, where)) return undefined;
    this.#detached = null;
    return (this.#held = locate(this.live, where));
  }

  follow(): void {
    this.#detached = null;
    this.#held = null;
  }

  hold(seq: number | null): void {
    this.#held = seq;
  }

  /** The tail has a message more. */
  bound(): void {
    if (this.#held !== null && !this.#detached) this.#part(this.#held);
    else if (this.live.length > LONG) this.live.keepNewest(KEPT);
  }

  /** Where the two have come together they are one. */
  #meet(): void {
    const excerpt = this.#detached;
    if (!excerpt?.touches(this.live)) return;
    this.#held = (excerpt.messages.at(-NEAR) ?? excerpt.messages[0])?.seq ?? null;
    this.live.join(excerpt);
    this.#detached = null;
  }

  /** What is read becomes the excerpt, unless it is near the newest ones. */
  #part(held: number): void {
    if (this.live.length <= HELD_LONG) return;
    const place = this.live.indexFrom(held);
    this.#detached = this.live.part(place - AROUND, place + AROUND);
    this.live.keepNewest(HELD_KEPT);
    this.#meet();
    this.#held = this.#detached ? null : held;
  }
}
