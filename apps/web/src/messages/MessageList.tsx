import { Component, createRef } from 'preact';
import type { Person } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import type { Target } from '../model/jump-target.ts';
import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { RowMaker, type Row as RowData } from '../model/rows.ts';
import { countNew } from '../model/window.ts';
import { words } from '../i18n/words.ts';
import { AppContext } from '../ui/app-context.ts';
import { Icon } from '../ui/Icon.tsx';
import { EmptyRoom } from './EmptyRoom.tsx';
import { OlderEdge, NewerEdge } from './HistoryEdge.tsx';
import { Row } from './Row.tsx';
import { pressRowKey } from './row-keys.ts';
import { ScrollState } from './scroll-state.ts';

interface Props {
  view: RoomSnapshot;
  me: Person | null;
  newAfter: number | null;
  editing: number | null;
  target: Target | null;
}

interface State {
  /** The message whose actions are shown. */
  active: number | null;
}

/** Unsent messages drawn at most. */
const MAX_PENDING_ROWS = 200;

/** The messages of one room. `ScrollState` decides which of them are drawn, and where the list is scrolled to. */
export class MessageList extends Component<Props, State> {
  static override contextType = AppContext;
  override state: State = { active: null };
  readonly #log = createRef<HTMLDivElement>();
  readonly #rows = createRef<HTMLDivElement>();
  readonly #rowMaker = new RowMaker();
  /** The context is set after the constructor has run. */
  #scrollState: ScrollState | null = null;
  /** The active message when a finger came down: the focus that follows the touch activates another one. */
  #activeBefore: number | null = null;

  get #app(): App {
    return this.context as App;
  }

  get #scroll(): ScrollState {
    return (this.#scrollState ??= new ScrollState(this.#app, this.props.view, () => this.setState({})));
  }

  override componentDidMount(): void {
    if (this.#log.current && this.#rows.current) this.#scroll.attach(this.#log.current, this.#rows.current);
  }

  override componentWillUnmount(): void {
    this.#scroll.detach();
  }

  override getSnapshotBeforeUpdate(): boolean {
    return this.#scroll.beforeDraw();
  }

  override componentDidUpdate(_props: Props, _state: State, leaving: boolean): void {
    this.#scroll.afterDraw(leaving);
  }

  override render({ view, me, newAfter, editing, target }: Props, { active }: State) {
    const pending = view.pending.slice(-MAX_PENDING_ROWS);
    // The line above new messages is a row as well.
    const { messages, below, above } = this.#scroll.select(view, target, pending.length + 1);
    const rows = this.#rowMaker.make(messages, below || view.newer ? [] : pending, me, newAfter);
    const { following, seenSeq } = this.#scroll;
    const newCount = following ? 0 : countNew(view.newest, seenSeq, me?.id ?? null);
    return (
      <div class="list">
        <div
          ref={this.#log}
          class="log"
          role="log"
          aria-label={words.messages}
          // `Announcer` reads new messages aloud: author first, and only some of a flood.
          aria-live="off"
          aria-busy={view.phase !== 'live'}
          tabIndex={0}
          onScroll={() => this.#scroll.onScroll()}
          onPointerOver={(event) => {
            if (event.pointerType === 'mouse') this.#activate(seqOf(event.target));
          }}
          onPointerLeave={(event) => {
            if (event.pointerType === 'mouse') this.#activate(seqOf(document.activeElement));
          }}
          onPointerDown={() => (this.#activeBefore = this.state.active)}
          onClick={(event) => this.#onTap(event)}
          onFocusIn={(event) => this.#activate(seqOf(event.target))}
          onKeyDown={(event) => pressRowKey(event, { app: this.#app, messages, log: event.currentTarget })}
        >
          <div ref={this.#rows} class="rows">
            {rows.length > 0 && !above && <OlderEdge view={view} />}
            {rows.map((row) => (
              <Row
                key={row.key}
                row={row}
                editing={isAt(row, editing)}
                active={isAt(row, active)}
                lit={target?.type === 'message' && isAt(row, target.seq) ? target.lit : 0}
              />
            ))}
            {rows.length > 0 && !below && view.newer && <NewerEdge view={view} />}
          </div>
          {rows.length === 0 && <EmptyRoom view={view} />}
        </div>
        {!following && (
          <button type="button" class="to-newest" onClick={() => this.#app.returnToNewest()}>
            {newCount > 0 ? words.newMessages(newCount) : words.toNewest}
            <Icon name="down" />
          </button>
        )}
      </div>
    );
  }

  #activate(seq: number | null): void {
    if (seq !== this.state.active) this.setState({ active: seq });
  }

  /** Without a mouse nothing hovers: a touch shows a message's actions, and another touch hides them. */
  #onTap(event: MouseEvent): void {
    if (!(event instanceof PointerEvent) || event.pointerType === 'mouse') return;
    const { target } = event;
    if (target instanceof Element && target.closest('a, button, input, textarea, summary')) return;
    if (!window.getSelection()?.isCollapsed) return;
    const seq = seqOf(target);
    this.#activate(this.#activeBefore === seq ? null : seq);
  }
}

function isAt(row: RowData, seq: number | null): boolean {
  return (row.type === 'message' || row.type === 'notice') && row.message.seq === seq;
}

/** The message that contains this element. */
function seqOf(element: EventTarget | null): number | null {
  const row = element instanceof Element ? element.closest<HTMLElement>('article[data-seq]') : null;
  return row ? Number(row.dataset['seq']) : null;
}
