import { Component, createRef } from 'preact';
import type { App } from '../model/app.ts';
import type { RoomPicture } from '../model/room-picture.ts';
import { RowMaker } from '../model/rows.ts';
import { countNew, held, movedDown, movedUp, windowOf, type Window } from '../model/window.ts';
import type { Me } from '@hubbub/protocol/lines';
import { words } from '../text/words.ts';
import { EmptyRoom } from './EmptyRoom.tsx';
import { Icon } from './icons.tsx';
import { Row } from './Row.tsx';

interface Props {
  app: App;
  view: RoomPicture;
  me: Me | null;
  newAfter: number | null;
  editing: number | null;
}

interface State {
  /** Where the window is held while somebody reads further up; null follows the newest message. */
  top: number | null;
  /** The newest message that was on the screen when the reader left the end. */
  seen: number;
}

/**
 * Nearer to an end than this, in pixels, and the rows beyond it are fetched: more than one page is high, so that a
 * reader is seldom faster. At the newest message nobody reads upwards yet, and a full screen is enough.
 */
const NEAR_END = 1_600;
/** Half a line above the end is still the end. */
const AT_END = 24;

/**
 * The messages of one room. At the end it follows what arrives. Elsewhere the row that one reads stays where it is,
 * whatever comes in above or below it; done by hand, because not every browser anchors scrolling.
 */
export class MessageList extends Component<Props, State> {
  override state: State = { top: null, seen: 0 };
  readonly #log = createRef<HTMLDivElement>();
  readonly #rows = createRef<HTMLDivElement>();
  readonly #maker = new RowMaker();
  readonly #sizes = new ResizeObserver(() => this.#settle());
  #window: Window = windowOf([], null);
  /** The first row on the screen, and how far below the list's upper edge it begins. */
  #anchor: { row: Element; offset: number } | null = null;
  #lastTop = 0;

  override componentDidMount(): void {
    for (const { current } of [this.#log, this.#rows]) if (current) this.#sizes.observe(current);
    this.#settle();
    this.#fetchNear();
  }

  override componentWillUnmount(): void {
    this.#sizes.disconnect();
  }

  override getSnapshotBeforeUpdate(): null {
    this.#remember();
    return null;
  }

  override componentDidUpdate(before: Props, { top }: State): void {
    const { view } = this.props;
    const said = view.pending.findLast((entry) => entry.type === 'send')?.cid;
    const saidBefore = before.view.pending.findLast((entry) => entry.type === 'send')?.cid;
    // What one says oneself is always shown.
    if (said !== undefined && said !== saidBefore && this.state.top !== null) this.#follow();
    this.#settle();
    if (view.messages !== before.view.messages || this.state.top !== top) this.#fetchNear();
  }

  override render({ app, view, me, newAfter, editing }: Props, { top, seen }: State) {
    this.#window = windowOf(view.messages, top);
    const { messages, below, above } = this.#window;
    const rows = this.#maker.make(messages, below ? [] : view.pending, me, newAfter);
    const following = this.#window.top === null;
    const fresh = following ? 0 : countNew(view.messages, seen, me?.id ?? null);
    return (
      <div class="list">
        <div
          ref={this.#log}
          class="log"
          role="log"
          aria-label={words.messages}
          // Old messages that are fetched while one reads upwards are no news.
          aria-live={following && view.phase === 'live' ? 'polite' : 'off'}
          aria-relevant="additions"
          tabIndex={0}
          onScroll={() => this.#scrolled()}
        >
          <div ref={this.#rows} class="rows">
            {rows.length > 0 && <Edge app={app} view={view} above={above} />}
            {rows.map((row) => (
              <Row key={row.key} app={app} row={row} editing={row.is === 'message' && row.message.seq === editing} />
            ))}
          </div>
          {view.phase === 'live' && rows.length === 0 && <EmptyRoom app={app} room={view.room} />}
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

  #follow(): void {
    this.setState({ top: null });
  }

  #scrolled(): void {
    const log = this.#log.current;
    if (!log) return;
    const up = log.scrollTop < this.#lastTop;
    this.#lastTop = log.scrollTop;
    const atEnd = !this.#window.below && log.scrollHeight - log.clientHeight - log.scrollTop < AT_END;
    if (this.state.top !== null && atEnd) this.#follow();
    // A list that grows or shrinks scrolls too; only a reader goes up.
    else if (this.state.top === null && up && !atEnd) this.#hold();
    this.#remember();
    this.#fetchNear();
  }

  #hold(): void {
    this.setState({ top: held(this.#window), seen: this.props.view.messages.at(-1)?.seq ?? 0 });
  }

  /** Notes where the first visible row is. The rows lie below one another, so halving finds it. */
  #remember(): void {
    const log = this.#log.current;
    const rows = this.#rows.current?.children;
    if (!log || !rows) return;
    const edge = log.getBoundingClientRect().top;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.getBoundingClientRect().bottom ?? Infinity) > edge) high = middle;
      else low = middle + 1;
    }
    const row = rows[low];
    this.#anchor = row ? { row, offset: row.getBoundingClientRect().top - edge } : null;
  }

  /** Puts the list where it belongs after its rows or its size changed. */
  #settle(): void {
    const log = this.#log.current;
    if (!log) return;
    if (this.state.top === null) log.scrollTop = log.scrollHeight;
    else if (this.#anchor?.row.isConnected) {
      const offset = this.#anchor.row.getBoundingClientRect().top - log.getBoundingClientRect().top;
      // A fraction of a pixel would stop the scrolling of a finger for nothing.
      if (Math.abs(offset - this.#anchor.offset) >= 1) log.scrollTop += offset - this.#anchor.offset;
    }
    this.#lastTop = log.scrollTop;
  }

  #fetchNear(): void {
    const log = this.#log.current;
    if (!log) return;
    const { app, view } = this.props;
    const near = this.#window.top === null ? 1 : NEAR_END;
    if (log.scrollTop < near) {
      if (this.#window.above) this.setState({ top: movedUp(view.messages, this.#window) });
      else if (view.older && !view.loadingOlder && app.connection.value.is === 'online') app.loadOlder();
    } else if (this.#window.below && log.scrollHeight - log.clientHeight - log.scrollTop < near) {
      this.setState({ top: movedDown(view.messages, this.#window) });
    }
  }
}

/** Above the first row: where the room begins, or the way to what is older, should it not have come by itself. */
function Edge({ app, view, above }: { app: App; view: RoomPicture; above: boolean }) {
  if (above) return null;
  return (
    <p class="edge">
      {view.loadingOlder ? (
        <span>{words.loadingOlder}</span>
      ) : view.older ? (
        <button type="button" class="plain" onClick={() => app.loadOlder()}>
          {words.loadOlder}
        </button>
      ) : (
        <span>
          {words.beginning} <bdi dir="auto">{view.room}</bdi>
        </span>
      )}
    </p>
  );
}
