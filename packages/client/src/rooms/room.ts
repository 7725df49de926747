import type { Join } from '@hubbub/protocol/commands';
import type { People, Refusal, ResetReason, Snapshot } from '@hubbub/protocol/lines';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { RoomTimeline } from '../timeline/room-timeline.ts';
import { Typing, type Writers } from './typing.ts';

/**
 * A joined room. The object stays the same and its properties change; `pending`, `people`, `typing`, `log.messages` and
 * `log.excerpt` are other objects after a change, so a view can compare them.
 */
export interface RoomView {
  /** In its one spelling, which may differ from what `join` was given. */
  readonly room: string;
  readonly timeline: RoomTimeline;
  /** What this person did and the log does not show yet, in the order of doing. Never beside its own message. */
  readonly pending: readonly Entry[];
  readonly people: People | null;
  /** Who else is writing just now; null when nobody is. Ends by itself. */
  readonly typing: Writers | null;
  /** `joining` until the first page is here; `live` from then on, also offline: `Client.state` tells about that. */
  readonly phase: 'joining' | 'live' | 'refused';
  /** Why, when `refused`. Joining again asks again. */
  readonly refusal?: Refusal | undefined;
  /** At the ends of what is shown: the excerpt if there is one, else the newest messages. */
  readonly loadingOlder: boolean;
  readonly loadingNewer: boolean;
  /** The last time the log had to start again, this was why: what was shown before was thrown away. */
  readonly reset?: ResetReason | undefined;
}

interface Load {
  /** The message at the end that grows. */
  at: number;
  done: Promise<void>;
}

/** A room as the client keeps it: what it shows, and where it stands with the server. */
export class Room implements RoomView {
  readonly room: string;
  readonly timeline = new RoomTimeline();
  readonly writers: Typing;
  people: People | null = null;
  refusal: Refusal | undefined;
  reset: ResetReason | undefined;
  /** Pages that are on their way. */
  readonly loads: { older?: Load | undefined; newer?: Load | undefined } = {};
  /** How often a place was asked for; the last one counts. */
  shows = 0;
  /** Quoted messages that are on their way, and when others may be asked for: milliseconds since 1970. */
  readonly quoting = new Set<number>();
  quoteAgain = 0;
  /** On the connection that is open now: out, asked to be let in, or in. */
  link: 'out' | 'asked' | 'in' = 'out';
  readonly #outbox: Outbox;

  constructor(room: string, outbox: Outbox, changed: () => void) {
    this.room = room;
    this.#outbox = outbox;
    this.writers = new Typing(changed);
  }

  get pending(): readonly Entry[] {
    return this.#outbox.pending(this.room);
  }

  get typing(): Writers | null {
    return this.writers.others;
  }

  get phase(): RoomView['phase'] {
    if (this.refusal) return 'refused';
    return this.timeline.epoch === null ? 'joining' : 'live';
  }

  get loadingOlder(): boolean {
    return this.loads.older !== undefined;
  }

  get loadingNewer(): boolean {
    return this.loads.newer !== undefined;
  }

  /** Goes on from what is here, if there is anything; `afresh` asks for the newest page instead. */
  ask(afresh = false): Join {
    this.link = 'asked';
    const { epoch, head } = this.timeline;
    const { room } = this;
    return afresh || epoch === null ? { type: 'join', room } : { type: 'join', room, after: head, epoch };
  }

  /** Let in, with the newest page or, without one, going on from what is here. */
  entered(page?: Snapshot): void {
    this.link = 'in';
    this.refusal = undefined;
    if (page) this.timeline.reset(page);
  }
}
