import type { RefObject } from 'preact';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isComposing } from '../model/text-bytes.ts';
import type { EmojiEntry } from './search.ts';
import { EmojiSection } from './EmojiSection.tsx';
import { MAX_RECENT } from './recent.ts';
import type { Section } from './sections.ts';
import type { Tone } from './skin.ts';
import { nextPosition, type GridPosition } from './grid-navigation.ts';

/** What the picker can do with the list. */
export interface EmojiListHandle {
  /** Focuses the first emoji. */
  enter: () => void;
  toTop: () => void;
  toSection: (at: number) => void;
}

interface Props {
  handle: RefObject<EmojiListHandle | null>;
  sections: readonly Section[];
  /** Search results are a new list of one section each time. */
  searching: boolean;
  tone: Tone;
  /** The emoji under the pointer or the focus. */
  onShow: (entry: EmojiEntry | null) => void;
  onPick: (entry: EmojiEntry) => void;
  /** Called when ArrowUp leaves the first row, or when a character is typed. */
  onLeave: () => void;
}

/** All emoji in rows. One of them can be reached with Tab, and from there the arrows lead to the others. */
export function EmojiList({ handle, sections, searching, tone, onShow, onPick, onLeave }: Props) {
  const [columns, setColumns] = useState(0);
  const [more, setMore] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLElement | null>(null);
  const wanted = useRef<GridPosition | null>(null);
  const sizes = sections.map(({ entries }) => entries.length);
  const first = { section: sizes.findIndex((size) => size > 0), index: 0 };
  // The visible sections are drawn first, and the others one by one afterwards.
  const drawn = more + ((sizes[0] ?? 0) > MAX_RECENT ? 1 : 2);

  // The style sheet decides the number of columns.
  useLayoutEffect(() => {
    const row = ruler.current;
    if (!row) return;
    const count = (): void => setColumns(getComputedStyle(row).gridTemplateColumns.split(' ').length);
    count();
    const widths = new ResizeObserver(count);
    widths.observe(row);
    return () => widths.disconnect();
  }, []);
  useEffect(() => {
    if (columns === 0 || searching || drawn >= sections.length) return;
    const frame = requestAnimationFrame(() => setMore(more + 1));
    return () => cancelAnimationFrame(frame);
  }, [columns, searching, drawn, sections.length]);
  // After a search the groups are drawn in stages again.
  useLayoutEffect(() => {
    if (searching) setMore(0);
  }, [searching]);
  useLayoutEffect(() => {
    if (wanted.current) goTo(wanted.current);
    else if (!current.current?.isConnected) tabTo(cell(first));
  });
  useImperativeHandle(handle, () => ({
    enter: () => first.section >= 0 && goTo(first),
    toTop: () => list.current?.scrollTo({ top: 0 }),
    toSection: (at) => list.current?.querySelectorAll('section')[at]?.scrollIntoView({ block: 'start' }),
  }));

  const cell = ({ section, index }: GridPosition): HTMLElement | null =>
    list.current?.querySelector<HTMLElement>(`[data-spot="${section} ${index}"]`) ?? null;
  // Without a render, which would delay every arrow key noticeably.
  const tabTo = (button: HTMLElement | null): void => {
    if (current.current) current.current.tabIndex = -1;
    current.current = button;
    if (button) button.tabIndex = 0;
  };
  const goTo = (spot: GridPosition): void => {
    const button = cell(spot);
    wanted.current = button ? null : spot;
    if (!button) return setMore(sections.length);
    button.focus();
    button.scrollIntoView({ block: 'nearest' });
  };
  const find = (target: EventTarget | null): { button: HTMLElement; entry: EmojiEntry; spot: GridPosition } | null => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-spot]') : null;
    const [section = 0, index = 0] = button?.dataset['spot']?.split(' ').map(Number) ?? [];
    const entry = sections[section]?.entries[index];
    return button && entry ? { button, entry, spot: { section, index } } : null;
  };
  const press = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const at = find(event.target);
    if (!at || altKey) return;
    const to = nextPosition(sizes, columns, at.spot, key, ctrlKey || metaKey);
    if (to || key.startsWith('Arrow')) event.preventDefault();
    if (to === 'field') onLeave();
    else if (to) goTo(to);
    // The focus moves before the character is inserted, also for the first key of an input method.
    else if (!ctrlKey && !metaKey && (isComposing(event) || key === 'Backspace' || (key.length === 1 && key !== ' ')))
      onLeave();
  };

  return (
    <div
      ref={list}
      class="emoji-list"
      role="presentation"
      onKeyDown={press}
      onClick={(event) => {
        const at = find(event.target);
        if (at) onPick(at.entry);
      }}
      onFocusIn={(event) => {
        const at = find(event.target);
        if (at) tabTo(at.button);
        onShow(at?.entry ?? null);
      }}
      onPointerOver={(event) => {
        const at = event.pointerType === 'mouse' ? find(event.target) : null;
        if (at) onShow(at.entry);
      }}
    >
      <div ref={ruler} class="emoji-row" />
      {columns > 0 &&
        sections.map(({ title, entries }, section) => (
          <EmojiSection
            key={searching ? 'found' : title}
            at={section}
            title={title}
            entries={entries}
            columns={columns}
            tone={tone}
            drawn={section < drawn}
          />
        ))}
    </div>
  );
}
