import { Component, createRef } from 'preact';
import type { Me } from '@hubbub/protocol/lines';
import type { App } from '../model/app.ts';
import type { Target } from '../model/jump-target.ts';
import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { RowMaker, type Row as RowData } from '../model/rows.ts';
import { around, countNew, held, movedDown, movedUp, windowOf, type Window } from '../model/window.ts';
import { words } from '../i18n/words.ts';
import { AppContext } from '../ui/app-context.ts';
import { ScrollAnchor } from './scroll-anchor.ts';
import { EmptyRoom } from './EmptyRoom.tsx';
import { Icon } from '../ui/Icon.tsx';
import { OlderEdge, NewerEdge } from './HistoryEdge.tsx';
import { Row } from './Row.tsx';
import { RowKeys } from './row-keys.ts';

interface Props {
  view: RoomSnapshot;
  me: Me | null;
  newAfter: number | null;
  editing: number | null;
  target: Target | null;
  /** Grows whenever the page is sent back to the newest messages. */
  followed: number;
}

interface State {
  /** Where the window is held while somebody reads further up; null follows the newest message. */
  top: number | null;
  /** The newest message that was on the screen when the reader left the end. */
  seen: number;
  /** The message whose actions are shown. */
  active: number | null;
}

/**
 * Nearer to an end than this, in pixels, and the rows beyond it are fetched: more than one page is high, so that a
 * reader is seldom faster. At the newest message nobody reads upwards yet, and a full screen is enough.
 */
const NEAR_END = 1_600;
/** Half a line above the end is still the end. */
const AT_END = 24;
/** A finger that pulls at the end lets the list spring back by so much. */
const BOUNCE = 2;
/** What was said and is on its way is shown up to so many rows. */
const PENDING = 200;

/**
 * The messages of one room. At the end it follows what arrives. Elsewhere what one reads stays where it is, whatever
 * comes in above or below it; and a message that was asked for stays in the middle until the reader moves.
 */
export class MessageList extends Component<Props, State> {
  static override contextType = AppContext;
  override state: State = { top: null, seen: 0, active: null };
  readonly #log = createRef<HTMLDivElement>();
  readonly #rows = createRef<HTMLDivElement>();
  readonly #maker = new RowMaker();
  readonly #sizes = new ResizeObserver(() => this.#settle());
  readonly #keys = new RowKeys();
  #anchor: ScrollAnchor | null = null;
  #window: Window = windowOf([], null);
  /** Which message's actions were shown when a finger came down: the focus that follows shows others. */
  #activeBefore: number | null = null;
  /** The target that was put in the middle. */
  #shown: Target | null = null;
  /** It is still there: nobody has scrolled since. */
  #pinned = false;

  get #app(): App {
    return this.context as App;
  }

  override componentDidMount(): void {
    const log = this.#log.current;
    const rows = this.#rows.current;
    if (!log || !rows) return;
    this.#anchor = new ScrollAnchor(log, rows);
    this.#sizes.observe(log);
    this.#sizes.observe(rows);
    this.#showTarget();
    this.#settle();
    this.#fetchNear();
  }

  override componentWillUnmount(): void {
    this.#sizes.disconnect();
    this.#app.client.hold(this.props.view.room, null);
  }

  /** Whether the reader has just left the end: the browser scrolls before it says so, and something may be drawn between. */
  override getSnapshotBeforeUpdate(): boolean {
    const leaves = this.#following && !this.#pinned && (this.#anchor?.scrolled ?? 0) < -BOUNCE;
    if (!this.#pinned) this.#anchor?.remember();
    return leaves;
  }

  override componentDidUpdate(before: Props, { top }: State, leaves: boolean): void {
    const { view } = this.props;
    // The place where it was held is gone, with the excerpt or with a log that began again: it follows, in earnest.
    if (this.state.top !== null && this.#window.top === null) return this.#followAgain();
    if (leaves) {
      this.#anchor?.settle();
      this.#hold();
      return;
    }
    const said = view.pending.findLast((entry) => entry.type === 'send')?.cid;
    const saidBefore = before.view.pending.findLast((entry) => entry.type === 'send')?.cid;
    if (this.props.followed !== before.followed) this.#followAgain();
    // What one says oneself is always shown.
    if (said !== undefined && said !== saidBefore && this.state.top !== null) this.#follow();
    this.#showTarget();
    this.#settle();
    if (this.state.top !== top) this.#app.client.hold(view.room, this.state.top);
    if (view.messages !== before.view.messages || this.state.top !== top) this.#fetchNear();
  }

  override render({ view, me, newAfter, editing, target }: Props, { top, seen, active }: State) {
    const pending = view.pending.slice(-PENDING);
    // The line above what is new takes a row as well.
    this.#window = windowOf(view.messages, top, pending.length + 1);
    const { messages, below, above } = this.#window;
    const rows = this.#maker.make(messages, below || view.newer ? [] : pending, me, newAfter);
    const following = this.#following;
    const fresh = following ? 0 : countNew(view.newest, seen, me?.id ?? null);
    return (
      <div class="list">
        <div
          ref={this.#log}
          class="log"
          role="log"
          aria-label={words.messages}
          // `Announcer` says what is new: author first, and not every one of a flood.
          aria-live="off"
          aria-busy={view.phase !== 'live'}
          tabIndex={0}
          onScroll={() => this.#scrolled()}
          onPointerOver={(event) => {
            if (event.pointerType === 'mouse') this.#activate(seqOf(event.target));
          }}
          onPointerLeave={(event) => {
            if (event.pointerType === 'mouse') this.#activate(seqOf(document.activeElement));
          }}
          onPointerDown={() => (this.#activeBefore = this.state.active)}
          onClick={(event) => this.#tapped(event)}
          onFocusIn={(event) => this.#activate(seqOf(event.target))}
          onKeyDown={(event) => this.#keys.press(event, { app: this.#app, messages, log: event.currentTarget })}
        >
          <div ref={this.#rows} class="rows">
            {rows.length > 0 && !above && <OlderEdge view={view} />}
            {rows.map((row) => (
              <Row
                key={row.key}
                row={row}
                editing={isAt(row, editing)}
                active={isAt(row, active)}
                lit={target !== null && isAt(row, target.seq) ? target.lit : 0}
              />
            ))}
            {rows.length > 0 && !below && view.newer && <NewerEdge view={view} />}
          </div>
          {rows.length === 0 && <EmptyRoom view={view} />}
        </div>
        {!following && (
          <button type="button" class="to-newest" onClick={() => this.#follow()}>
            {fresh > 0 ? words.newMessages(fresh) : words.toNewest}
            <Icon name="down" />
          </button>
        )}
      </div>
    );
  }

  get #following(): boolean {
    return this.#window.top === null && !this.props.view.newer;
  }

  #follow(): void {
    this.#followAgain();
    this.#app.returnToNewest();
  }

  #followAgain(): void {
    this.#pinned = false;
    this.setState({ top: null });
  }

  #activate(seq: number | null): void {
    if (seq !== this.state.active) this.setState({ active: seq });
  }

  /** Fingers hover over nothing: a touch shows the actions of a message, and another one hides them. */
  #tapped(event: MouseEvent): void {
    if (!(event instanceof PointerEvent) || event.pointerType === 'mouse') return;
    const { target } = event;
    if (target instanceof Element && target.closest('a, button, input, textarea, summary')) return;
    if (!window.getSelection()?.isCollapsed) return;
    const seq = seqOf(target);
    this.#activate(this.#activeBefore === seq ? null : seq);
  }

  #scrolled(): void {
    const log = this.#log.current;
    const scrolled = this.#anchor?.scrolled ?? 0;
    // By ourselves, or by a list that grew or shrank; only a reader moves.
    if (!log || Math.abs(scrolled) < 1) return this.#fetchNear();
    this.#pinned = false;
    const gap = fromEnd(log);
    const up = scrolled < 0;
    // At the first step upwards, or whatever is drawn meanwhile would take the reader back to the end.
    if (this.state.top === null && up && gap > BOUNCE) this.#hold();
    else if (this.state.top !== null && !up && gap < AT_END && !this.#window.below && !this.props.view.newer)
      this.#follow();
    this.#anchor?.remember();
    this.#fetchNear();
  }

  #hold(): void {
    this.setState({ top: held(this.#window), seen: this.props.view.newest.at(-1)?.seq ?? 0 });
  }

  /** Puts the message that was asked for in the middle, as soon as it is here. */
  #showTarget(): void {
    const { target, view } = this.props;
    if (target === null || target === this.#shown || target.room !== view.room) return;
    const row = this.#rows.current?.querySelector(`[data-seq="${target.seq}"]`);
    if (row instanceof HTMLElement && this.state.top !== null) {
      this.#shown = target;
      this.#pinned = true;
      this.#anchor?.centre(row);
      row.focus({ preventScroll: true });
    } else if (view.messages.some(({ seq }) => seq === target.seq)) {
      // Held, so that it does not move when something is said.
      const top = around(view.messages, target.seq);
      if (top !== this.state.top) this.setState({ top, seen: view.newest.at(-1)?.seq ?? 0 });
    }
  }

  /** Puts the list where it belongs after its rows or its size changed. */
  #settle(): void {
    if (this.#following && !this.#pinned) this.#anchor?.toEnd();
    else this.#anchor?.settle();
  }

  #fetchNear(): void {
    const log = this.#log.current;
    if (!log) return;
    const { view } = this.props;
    const app = this.#app;
    const near = this.#following ? 1 : NEAR_END;
    const online = app.connection.value.type === 'online';
    if (log.scrollTop < near) {
      if (this.#window.above) return this.setState({ top: movedUp(view.messages, this.#window) });
      if (view.older && !view.loadingOlder && online) app.loadOlder();
    }
    if (fromEnd(log) < near && !this.#following) {
      if (this.#window.below) this.setState({ top: movedDown(view.messages, this.#window) });
      else if (view.newer && !view.loadingNewer && online) app.loadNewer();
    }
  }
}

function fromEnd(log: HTMLElement): number {
  return log.scrollHeight - log.clientHeight - log.scrollTop;
}

function isAt(row: RowData, seq: number | null): boolean {
  return (row.type === 'message' || row.type === 'notice') && row.message.seq === seq;
}

/** The message that this is a part of. */
function seqOf(element: EventTarget | null): number | null {
  const row = element instanceof Element ? element.closest<HTMLElement>('article[data-seq]') : null;
  return row ? Number(row.dataset['seq']) : null;
}
