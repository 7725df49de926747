import { signal } from '@preact/signals';
import type { Message } from '@hubbub/protocol/events';
import type { PersistedMap } from './persisted-map.ts';
import type { RoomSnapshot } from './room-snapshot.ts';
import { countNew } from './window.ts';

/** What the reader has read: a mark for each room, and the count of messages that arrived while the page was hidden. */
export class ReadMarks {
  /** Messages of others since the page was hidden. */
  readonly missedCount = signal(0);
  /** Messages above this `seq` are new to the reader; null for no line above new messages. */
  readonly newAfter = signal<number | null>(null);

  /** By room: the newest `seq` that was on the screen of this browser. */
  readonly #marks: PersistedMap<number>;
  #visible = true;
  /** The room's first page has not been loaded yet. */
  #arriving = false;

  constructor(marks: PersistedMap<number>) {
    this.#marks = marks;
  }

  enterRoom(room: string | null): void {
    this.#arriving = true;
    this.newAfter.value = room === null ? null : (this.#marks.get(room) ?? null);
  }

  /** The room is on the screen in this state. Returns whether this is its first page. */
  roomShown(view: RoomSnapshot, me: string | null): boolean {
    if (view.phase !== 'live') return false;
    const first = this.#arriving;
    this.#arriving = false;
    if (first) this.#forgetAnotherHistory(view);
    // On a first visit in a hidden page, earlier messages are not new.
    if (first && !this.#visible) this.newAfter.value ??= newest(view.newest);
    if (first || !this.#visible) this.#count(view.newest, me);
    if (this.#visible) this.mark(view);
    return first;
  }

  setVisible(visible: boolean, view: RoomSnapshot | null): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    if (visible) {
      if (this.missedCount.value === 0) this.newAfter.value = null;
      this.missedCount.value = 0;
    } else {
      if (view?.phase === 'live') this.newAfter.value = newest(view.newest);
      this.mark(view);
    }
  }

  mark(view: RoomSnapshot | null): void {
    if (view?.phase === 'live' && view.head > (this.#marks.get(view.room) ?? -1)) this.#marks.set(view.room, view.head);
  }

  /** Another tab has saved its marks: messages read there are read here as well. */
  reload(view: RoomSnapshot | null): void {
    this.#marks.reload();
    if (view && !this.#visible && (this.#marks.get(view.room) ?? 0) >= view.head) {
      this.newAfter.value = newest(view.newest);
      this.missedCount.value = 0;
    }
  }

  save(): void {
    this.#marks.save();
  }

  /** A mark above the room's head belongs to a lost history, as after restoring a backup. */
  #forgetAnotherHistory({ room, head }: RoomSnapshot): void {
    if ((this.#marks.get(room) ?? 0) <= head) return;
    this.newAfter.value = null;
    this.#marks.delete(room);
    this.#marks.save();
  }

  #count(messages: readonly Message[], me: string | null): void {
    const since = this.newAfter.value;
    if (since === null) return;
    const count = countNew(messages, since, me);
    if (!this.#visible) this.missedCount.value = count;
    else if (count === 0) this.newAfter.value = null;
  }
}

function newest(messages: readonly Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}
