import type { Participant } from '@hubbub/protocol/events';
import { TYPING_SAMPLE_COUNT, TYPING_TTL_MS } from '@hubbub/protocol/limits';
import type { TypingPeople } from '@hubbub/protocol/lines';
import type { Occupant } from './occupant.ts';

/** The time between two broadcasts, plus 1 ms per member of the room. */
const MIN_INTERVAL_MS = 500;

/** In a larger room nothing is broadcast: it would be noise, and a lot of traffic. */
const MAX_ROOM_MEMBERS = 200;

/** An unchanged line is repeated after this time while somebody continues to type, because it expires in the clients. */
const REPEAT_AFTER_MS = TYPING_TTL_MS / 3;

export interface TypingOptions {
  room: string;
  memberCount: () => number;
  broadcast: (line: TypingPeople) => void;
}

/** The people who are typing in a room. Never stored. */
export class Typing {
  readonly #options: TypingOptions;
  /** When each session stops counting as typing, unless it is refreshed. */
  readonly #expiry = new Map<Occupant, number>();
  /** The last broadcast line, as JSON. */
  #sent: string;
  #sentAt = -Infinity;
  /** Somebody has continued to type since the last broadcast. */
  #refreshed = false;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;

  constructor(options: TypingOptions) {
    this.#options = options;
    this.#sent = JSON.stringify(this.#line());
  }

  get #tooLarge(): boolean {
    return this.#options.memberCount() > MAX_ROOM_MEMBERS;
  }

  /** Sends to a session that has just joined who is typing. */
  greet(occupant: Occupant): void {
    if (this.#expiry.size > 0 && !this.#tooLarge) occupant.send(this.#line());
  }

  /** Starts or refreshes: the session counts as typing for `TYPING_TTL_MS`. */
  start(occupant: Occupant): void {
    if (this.#tooLarge) return;
    this.#refreshed = true;
    this.#expiry.set(occupant, performance.now() + TYPING_TTL_MS);
    this.#schedule(0);
  }

  stop(occupant: Occupant): void {
    if (this.#expiry.delete(occupant)) this.#schedule(0);
  }

  /** Posting ends a person's typing, in all their sessions. */
  posted(by: string | null): void {
    for (const occupant of this.#expiry.keys()) if (occupant.participant?.id === by) this.stop(occupant);
  }

  /** Somebody's name changed. */
  renamed(): void {
    if (this.#expiry.size > 0) this.#schedule(0);
  }

  /** Several sessions of one person count once. */
  #line(): TypingPeople {
    const people = new Map<string | null, Participant>();
    for (const { participant } of this.#expiry.keys())
      if (participant !== null) people.set(participant.id, participant);
    const sample = [...people.values()].slice(0, TYPING_SAMPLE_COUNT);
    return { type: 'typing', room: this.#options.room, total: people.size, people: sample };
  }

  /** Updates at the given time, or later if the last broadcast was too recent. */
  #schedule(at: number): void {
    const now = performance.now();
    const dueAt = Math.max(now, at, this.#sentAt + MIN_INTERVAL_MS + this.#options.memberCount());
    if (dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => this.#update(), Math.ceil(dueAt - now)).unref();
  }

  #update(): void {
    this.#dueAt = Infinity;
    const now = performance.now();
    for (const [occupant, expiresAt] of this.#expiry)
      if (expiresAt <= now || this.#tooLarge) this.#expiry.delete(occupant);
    const line = this.#line();
    const text = JSON.stringify(line);
    const repeat = this.#refreshed && line.total > 0 && now - this.#sentAt >= REPEAT_AFTER_MS;
    if ((text !== this.#sent || repeat) && !this.#tooLarge) {
      this.#sent = text;
      this.#sentAt = now;
      this.#refreshed = false;
      this.#options.broadcast(line);
    }
    if (this.#expiry.size > 0) this.#schedule(Math.min(...this.#expiry.values()));
  }
}
