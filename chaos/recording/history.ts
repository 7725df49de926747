import type { ErrorCode } from '@hubbub/protocol/errors';
import { fingerprint } from './fingerprint.ts';
import { Tape } from './observations.ts';

/** Something that a client asked for. Kept small: there are hundreds of thousands. */
export interface Call {
  /** Its place among all calls. Every text begins with it, so that no two are alike. */
  readonly id: number;
  readonly who: string;
  readonly type: 'posted' | 'edited' | 'deleted';
  readonly room: string;
  readonly target: number;
  /** Fingerprint. */
  readonly text: number;
  readonly calledAt: number;
  /** Empty where the dialect has none. */
  cid: string;
  /** Infinity until the first ack, or the own echo on a plain connection. */
  ackedAt: number;
  /** What the ack said; 0 where it says nothing. */
  seq: number;
  /** The last answer was this refusal. */
  refused: ErrorCode | undefined;
  /** The server refused it for a trouble of its own, so later ones may have come before it. */
  setBack: boolean;
}

/** Something that happened to the server or its lines. */
export interface Mark {
  at: number;
  what: string;
  detail: string;
}

/** A time. */
export interface Span {
  from: number;
  to: number;
}

/** Everything that was asked, answered and shown, by one monotonic clock in milliseconds. */
export class History {
  readonly calls: Call[] = [];
  readonly byCid = new Map<string, Call>();
  readonly tapes: Tape[] = [];
  readonly marks: Mark[] = [];
  /** When no flush could succeed. */
  readonly unflushed: Span[] = [];
  /** When nothing could be written. */
  readonly full: Span[] = [];
  /** The ids by which the server knows each client. */
  readonly people = new Map<string, Set<string>>();
  /** Answers that contradict an earlier one, or that nobody asked for. */
  readonly contradictions: string[] = [];
  /** By room, the highest `seq` that was acknowledged. */
  readonly highest = new Map<string, number>();
  acknowledged = 0;
  readonly #clock: () => number;
  #hopes: (() => void)[] = [];

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock();
  }

  /** Noted before it is sent, because the answer may be faster than the next line of the caller. */
  call(what: Pick<Call, 'who' | 'type' | 'room' | 'target'>, spell: (id: number) => string): [Call, text: string] {
    const id = this.calls.length + 1;
    const text = what.type === 'deleted' ? '' : spell(id);
    const call: Call = {
      ...what,
      id,
      text: fingerprint(text),
      calledAt: this.now(),
      cid: '',
      ackedAt: Infinity,
      seq: 0,
      refused: undefined,
      setBack: false,
    };
    this.calls.push(call);
    return [call, text];
  }

  named(call: Call, cid: string): void {
    call.cid = cid;
    this.byCid.set(cid, call);
  }

  /** The call, if this is its first answer of this kind. */
  acked(who: string, { cid, room, seq }: { cid: string; room: string; seq: number }): Call | undefined {
    const call = this.byCid.get(cid);
    if (call?.who !== who || call.room !== room) {
      this.contradictions.push(`${who} got an ack of ${cid} in ${room} as ${seq}, which it did not ask for`);
      return undefined;
    }
    if (call.ackedAt !== Infinity) {
      if (call.seq !== seq) this.contradictions.push(`${who} got ${cid} acknowledged as ${call.seq}, then as ${seq}`);
      return undefined;
    }
    call.seq = seq;
    this.highest.set(room, Math.max(seq, this.highest.get(room) ?? 0));
    this.#acknowledge(call);
    return call;
  }

  /** A plain connection heard its own words. */
  echoed(call: Call): void {
    if (call.ackedAt === Infinity) this.#acknowledge(call);
  }

  identify(who: string, id: string): void {
    const ids = this.people.get(who);
    if (ids === undefined) this.people.set(who, new Set([id]));
    else ids.add(id);
  }

  tape(who: string, room: string): Tape {
    const tape = new Tape(who, room);
    this.tapes.push(tape);
    return tape;
  }

  mark(what: string, detail = ''): void {
    this.marks.push({ at: this.now(), what, detail });
  }

  /** Resolves when something is acknowledged. */
  async nextAck(): Promise<void> {
    await new Promise<void>((resolve) => this.#hopes.push(resolve));
  }

  #acknowledge(call: Call): void {
    call.ackedAt = this.now();
    call.refused = undefined;
    if (call.type === 'posted') this.acknowledged++;
    for (const hope of this.#hopes.splice(0)) hope();
  }
}
