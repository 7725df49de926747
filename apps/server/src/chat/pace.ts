/**
 * Writing to everybody costs a system call for each member, however few events it carries. So a room's writing may
 * take about a third of its time, which is what one event waits for others at most; and never longer than `LONGEST` ms.
 */
const SHARE = 3;
const LONGEST = 32;

/** The hub looks at itself over spans of so many milliseconds. */
const SPAN = 100;

/** What all rooms together spend on writing: one room may be cheap, and a thousand of them not. */
export class Pace {
  #began = 0;
  #spent = 0;
  #pressed = false;

  /** Writing took so many milliseconds until now. */
  wrote(cost: number, now: number): void {
    if (now - this.#began > SPAN) {
      this.#pressed = this.#spent > (now - this.#began) / 2;
      this.#began = now;
      this.#spent = 0;
    }
    this.#spent += cost;
  }

  /** The time from one flush to the next, in ms, that a flush of this cost is worth. */
  cycle(cost: number): number {
    return this.#pressed ? Math.max(LONGEST, cost * SHARE) : cost * SHARE;
  }
}

/** The weight of the last gap against what was known. */
const FRESH = 1 / 8;
/** Of the last cost: what else runs on the machine makes writing look dear for a while, and never cheap. */
const CHEAPER = 1 / 4;
const DEARER = 1 / 32;
/** After a silence of this long, in ms, a room counts as quiet at once. */
const SILENCE = 100;

/**
 * When one room writes: at once, unless more is likely to come while waiting is worth it. A quiet room waits for
 * nothing, a busy one for as much as makes its writing cheap.
 */
export class Rhythm {
  readonly #pace: Pace;
  /** Of a flush, in ms. */
  #cost = 0;
  /** Between two events, in ms. */
  #gap = SILENCE;
  #last = -Infinity;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** An event is there. */
  beat(now: number): void {
    const gap = Math.min(SILENCE, now - this.#last);
    this.#last = now;
    this.#gap += (gap - this.#gap) * (gap === SILENCE ? 1 : FRESH);
  }

  /** A flush took so many milliseconds. */
  wrote(cost: number, now: number): void {
    this.#cost += (cost - this.#cost) * (this.#cost === 0 ? 1 : cost < this.#cost ? CHEAPER : DEARER);
    this.#pace.wrote(cost, now);
  }

  /** For how many whole milliseconds the first of so many unsaid lines should wait; 0 when now is the time. */
  wait(unsaid: number): number {
    const cycle = this.#pace.cycle(this.#cost);
    const patience = Math.min(LONGEST, Math.round(cycle - this.#cost));
    return unsaid * this.#gap >= cycle || this.#gap > patience ? 0 : patience;
  }
}
