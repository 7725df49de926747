import { TYPING_TTL_MS, TYPING_SAMPLE_COUNT } from '@hubbub/protocol/limits';
import type { TypingPeople } from '@hubbub/protocol/lines';
import type { Session } from '../session.ts';

/** Told at most so often, in ms; with more members by one more for each. */
const GATHER = 500;

/** With more members than this nobody is told: it would be noise, and much of it. */
const CROWD = 200;

/** What is said anew is told again when the last line is so old: to who hears it, it ends by itself. */
const AGAIN = TYPING_TTL_MS / 3;

export interface TypingOptions {
  room: string;
  /** How many would be told. */
  members: () => number;
  say: (line: TypingPeople) => void;
}

/** Who is writing in a room just now. Never stored. */
export class Typing {
  readonly #room: string;
  readonly #members: () => number;
  readonly #say: (line: TypingPeople) => void;
  /** When each ends unless it is said again. */
  readonly #ends = new Map<Session, number>();
  #said = '';
  #saidAt = -Infinity;
  /** Somebody has gone on since then. */
  #goesOn = false;
  #timer: NodeJS.Timeout | undefined;
  #due = Infinity;

  constructor({ room, members, say }: TypingOptions) {
    this.#room = room;
    this.#members = members;
    this.#say = say;
    this.#said = JSON.stringify(this.#line());
  }

  get #crowded(): boolean {
    return this.#members() > CROWD;
  }

  /** Who comes while somebody writes is told that. */
  catchUp(session: Session): void {
    if (this.#ends.size > 0 && !this.#crowded) session.tell(this.#line());
  }

  /** Two windows of one person are one person. */
  #line(): TypingPeople {
    const people = new Map<string | null, TypingPeople['people'][number]>();
    for (const { person } of this.#ends.keys()) if (person !== null) people.set(person.id, { ...person });
    const sample = [...people.values()].slice(0, TYPING_SAMPLE_COUNT);
    return { type: 'typing', room: this.#room, total: people.size, people: sample };
  }

  /** It is writing, and will be for `TYPING_LASTS` ms unless it is heard of before. */
  begin(session: Session): void {
    if (this.#crowded) return;
    this.#goesOn = true;
    this.#ends.set(session, performance.now() + TYPING_TTL_MS);
    this.#plan(0);
  }

  end(session: Session): void {
    if (this.#ends.delete(session)) this.#plan(0);
  }

  /** Who has posted is not writing any more, in whatever window. */
  posted(by: string | null): void {
    for (const session of this.#ends.keys()) if (session.person?.id === by) this.end(session);
  }

  /** Somebody is called something else. */
  renamed(): void {
    if (this.#ends.size > 0) this.#plan(0);
  }

  /** Looks at that time, and not before the last line is old enough. */
  #plan(at: number): void {
    const now = performance.now();
    const due = Math.max(now, at, this.#saidAt + GATHER + this.#members());
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#look(), Math.ceil(due - now)).unref();
  }

  #look(): void {
    this.#due = Infinity;
    const now = performance.now();
    for (const [session, end] of this.#ends) if (end <= now || this.#crowded) this.#ends.delete(session);
    const line = this.#line();
    const text = JSON.stringify(line);
    const again = this.#goesOn && line.total > 0 && now - this.#saidAt >= AGAIN;
    if ((text !== this.#said || again) && !this.#crowded) {
      this.#said = text;
      this.#saidAt = now;
      this.#goesOn = false;
      this.#say(line);
    }
    if (this.#ends.size > 0) this.#plan(Math.min(...this.#ends.values()));
  }
}
