/**
 * Writing to everybody costs a system call for each member, however few events it carries. So a room writes once so
 * many events are there as come in three times the time that writing takes; and at the latest when the first of them
 * has waited for one and a half times that time.
 */
const GATHERED = 3;
const WAIT = 1.5;
/** In ms. To wait for less than the first gathers nothing worth it; for more than the last, people would notice. */
const SHORTEST = 6;
const LONGEST = 45;

/** The weight of the last gap against what was known. */
const FRESH = 1 / 8;
/** Of the last cost: what else runs on the machine makes writing look dear for a while, and never cheap. */
const CHEAPER = 1 / 4;
const DEARER = 1 / 32;
/** After a silence of this long, in ms, a room counts as quiet at once. */
const SILENCE = 100;

/**
 * When a room writes: at once, unless more is likely to come while waiting is worth it. A quiet room waits for
 * nothing, a busy one for as much as makes its writing cheap.
 */
export class FlushPolicy {
  readonly #members: () => number;
  /** Of writing to one member, in ms. */
  #cost = 0;
  /** Between two events, in ms. */
  #gap = SILENCE;
  #last = -Infinity;

  /** `members` says to how many the room writes. */
  constructor(members: () => number) {
    this.#members = members;
  }

  /** An event is there. */
  beat(now: number): void {
    const gap = Math.min(SILENCE, now - this.#last);
    this.#last = now;
    this.#gap += (gap - this.#gap) * (gap === SILENCE ? 1 : FRESH);
  }

  /** Writing to so many members took so many milliseconds. */
  wrote(members: number, took: number): void {
    if (members === 0) return;
    const cost = took / members;
    this.#cost += (cost - this.#cost) * (this.#cost === 0 ? 1 : cost < this.#cost ? CHEAPER : DEARER);
  }

  /** For how many milliseconds the first of so many unsaid lines may wait in all; 0 when now is the time. */
  patience(unsaid: number): number {
    const cost = this.#cost * this.#members();
    const patience = Math.min(LONGEST, Math.max(SHORTEST, cost * WAIT));
    const enough = unsaid * this.#gap >= cost * GATHERED;
    return enough || this.#gap > patience ? 0 : patience;
  }
}
