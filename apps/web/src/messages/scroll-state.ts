import type { App } from '../model/app.ts';
import type { Target } from '../model/jump-target.ts';
import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { around, held, movedDown, movedUp, windowOf, type Window } from '../model/window.ts';
import { ScrollAnchor } from './scroll-anchor.ts';

/** Within this distance of an end more messages are fetched: more than a page is high, to be ahead of most readers. */
const FETCH_DISTANCE_PX = 1_600;
/** Half a line above the end still counts as the end. */
const END_TOLERANCE_PX = 24;
/** Pulling a list at its end makes it spring back by up to this. */
const BOUNCE_PX = 2;

/**
 * Where the message list is scrolled to. It follows the newest message, or holds the messages in place that are being
 * read further up, or keeps the target of a jump in the centre until the reader scrolls.
 */
export class ScrollState {
  /** The messages that are drawn. */
  window: Window = windowOf([], null);
  /** The newest `seq` on the screen when the reader left the end. */
  seenSeq = 0;
  readonly #app: App;
  readonly #redraw: () => void;
  readonly #resizes = new ResizeObserver(() => this.#position());
  #view: RoomSnapshot;
  #target: Target | null = null;
  /** The target has been centred; before that its message may still be loading. */
  #targetReached = true;
  /** The target is still centred. */
  #pinned = false;
  /** The `seq` of the first drawn message while the list is held in place; null follows the newest. */
  #top: number | null = null;
  #anchor: ScrollAnchor | null = null;
  /** `top` and the messages of the drawing before. */
  #drawn: { top: number | null; messages: RoomSnapshot['messages'] | null } = { top: null, messages: null };

  constructor(app: App, view: RoomSnapshot, redraw: () => void) {
    this.#app = app;
    this.#view = view;
    this.#redraw = redraw;
  }

  /** At the end, where new messages come into view by themselves. */
  get following(): boolean {
    return this.window.top === null && !this.#view.newer;
  }

  attach(log: HTMLElement, rows: HTMLElement): void {
    this.#anchor = new ScrollAnchor(log, rows);
    this.#resizes.observe(log);
    this.#resizes.observe(rows);
    this.afterDraw(false);
  }

  detach(): void {
    this.#resizes.disconnect();
    this.#app.client.hold(this.#view.room, null);
  }

  /** Selects the messages to draw; `otherRows` are drawn besides them. */
  select(view: RoomSnapshot, target: Target | null, otherRows: number): Window {
    this.#view = view;
    if (target !== this.#target) {
      this.#target = target;
      this.#targetReached = target?.type !== 'message';
      if (target?.type === 'newest') this.#follow();
    }
    this.window = windowOf(view.messages, this.#top, otherRows);
    return this.window;
  }

  /** Returns whether the reader is leaving the end: the browser scrolls before it reports it, and this may be between. */
  beforeDraw(): boolean {
    if (this.#pinned) return false;
    const leaving = this.following && (this.#anchor?.scrolled ?? 0) < -BOUNCE_PX;
    this.#anchor?.remember();
    return leaving;
  }

  afterDraw(leaving: boolean): void {
    // The messages that were held are gone, because the history was reset.
    if (this.#top !== null && this.window.top === null) {
      this.#follow();
      return this.#redraw();
    }
    if (leaving) {
      this.#anchor?.restore();
      return this.#hold();
    }
    const { room, messages } = this.#view;
    const { top } = this.window;
    const before = this.#drawn;
    this.#drawn = { top, messages };
    this.#goToTarget();
    this.#position();
    if (top !== before.top) this.#app.client.hold(room, top);
    if (top !== before.top || messages !== before.messages) this.#fetchNearby();
  }

  onScroll(): void {
    const scrolled = this.#anchor?.scrolled ?? 0;
    // A smaller change comes from us, or from a list that grew or shrank.
    if (!this.#anchor || Math.abs(scrolled) < 1) return this.#fetchNearby();
    this.#pinned = false;
    const { below } = this.#anchor;
    // At the first step upwards, or the next drawing would take the reader back to the end.
    if (this.#top === null && scrolled < 0 && below > BOUNCE_PX) this.#hold();
    else if (this.#top !== null && scrolled > 0 && below < END_TOLERANCE_PX && !this.window.below && !this.#view.newer)
      this.#app.returnToNewest();
    this.#anchor.remember();
    this.#fetchNearby();
  }

  #follow(): void {
    this.#pinned = false;
    this.#top = null;
  }

  #hold(): void {
    this.#setTop(held(this.window));
    this.#markSeen();
  }

  #markSeen(): void {
    this.seenSeq = this.#view.newest.at(-1)?.seq ?? 0;
  }

  #setTop(top: number | null): void {
    if (top === this.#top) return;
    this.#top = top;
    this.#redraw();
  }

  /** Centres the target once it is drawn; before that, selects the messages around it. */
  #goToTarget(): void {
    const target = this.#target;
    const { room, messages } = this.#view;
    if (this.#targetReached || target?.type !== 'message' || target.room !== room) return;
    const row = document.querySelector<HTMLElement>(`.log [data-seq="${target.seq}"]`);
    if (row && this.window.top !== null) {
      this.#targetReached = true;
      this.#pinned = true;
      this.#anchor?.centre(row);
      // The neighbour of a missing message is shown without being marked.
      if (target.lit > 0) row.focus({ preventScroll: true });
    } else if (messages.some(({ seq }) => seq === target.seq)) {
      // Held, so that it stays in place when new messages arrive.
      this.#setTop(around(messages, target.seq));
      this.#markSeen();
    }
  }

  /** Scrolls the list to where it belongs, after its rows or its size changed. */
  #position(): void {
    if (this.following && !this.#pinned) this.#anchor?.scrollToEnd();
    else this.#anchor?.restore();
  }

  #fetchNearby(): void {
    if (!this.#anchor) return;
    const { above, below } = this.#anchor;
    const { messages, older, loadingOlder, newer, loadingNewer } = this.#view;
    const online = this.#app.connection.value.type === 'online';
    // At the end nobody is reading upwards yet, and a full screen is enough.
    const distance = this.following ? 1 : FETCH_DISTANCE_PX;
    if (above < distance) {
      if (this.window.above) return this.#setTop(movedUp(messages, this.window));
      if (older && !loadingOlder && online) this.#app.loadOlder();
    }
    if (below < distance && !this.following) {
      if (this.window.below) this.#setTop(movedDown(messages, this.window));
      else if (newer && !loadingNewer && online) this.#app.loadNewer();
    }
  }
}
