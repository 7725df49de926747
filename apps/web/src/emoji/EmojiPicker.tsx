import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { isComposing } from '../model/text-bytes.ts';
import { hasFinePointer } from '../ui/keyboard.ts';
import { EmojiBrowser, type EmojiBrowserHandle } from './EmojiBrowser.tsx';
import { popoverPosition } from './popover-position.ts';

export interface EmojiPickerProps {
  /** The picker opens next to it. */
  anchor: Element | null;
  /** Called after the picker has closed and the focus is back, so it may move the focus. */
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** What was done in the search field before this chunk arrived. */
export interface EarlySearch {
  text: string;
  /** Enter or ArrowDown, pressed after it. */
  key: string;
}

/** The popover with the search field and the emoji. */
export function EmojiPicker({ anchor, onPick, onClose, early }: EmojiPickerProps & { early: EarlySearch }) {
  const [query, setQuery] = useState(early.text);
  const [style, setStyle] = useState(() => positionNextTo(anchor));
  const picker = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const browser = useRef<EmojiBrowserHandle>(null);
  /** Enter or an arrow that was pressed before the catalogue arrived. */
  const earlyKey = useRef(early.key);

  useLayoutEffect(() => {
    picker.current?.showPopover();
    // On a phone the keyboard would cover the emoji.
    (hasFinePointer() ? field : picker).current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const move = (): void => setStyle(positionNextTo(anchor));
    window.addEventListener('resize', move);
    return () => window.removeEventListener('resize', move);
  }, [anchor]);

  const close = (): void => picker.current?.hidePopover();
  const act = (key: string): void => {
    if (browser.current?.press(key)) earlyKey.current = '';
    else earlyKey.current = key;
  };
  const press = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const { key, target } = event;
    if (key === 'Escape') {
      // Escape must not close anything behind the picker as well.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (target === field.current && (key === 'Enter' || key === 'ArrowDown')) {
      event.preventDefault();
      act(key);
    } else if (target === picker.current && key.length === 1 && !event.ctrlKey && !event.metaKey) {
      field.current?.focus();
    }
  };

  return (
    <div
      ref={picker}
      class="emoji-picker"
      popover="auto"
      role="dialog"
      aria-label={words.emoji}
      tabIndex={-1}
      style={style}
      onKeyDown={press}
      onToggle={(event) => event.newState === 'closed' && onClose()}
    >
      <div class="emoji-top">
        <input
          ref={field}
          type="text"
          role="searchbox"
          aria-label={words.searchEmoji}
          placeholder={words.searchEmoji}
          value={query}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="done"
          onInput={(event) => {
            earlyKey.current = '';
            setQuery(event.currentTarget.value);
          }}
        />
      </div>
      <EmojiBrowser
        handle={browser}
        query={query}
        onReady={() => {
          if (earlyKey.current !== '') act(earlyKey.current);
        }}
        onPick={(emoji) => {
          close();
          onPick(emoji);
        }}
        onLeave={() => field.current?.focus()}
      />
    </div>
  );
}

function positionNextTo(anchor: Element | null): Record<string, string> {
  // A message is drawn anew without its actions while the focus moves into the picker, so they are looked up each time.
  const box = (anchor?.querySelector('.actions') ?? anchor)?.getBoundingClientRect() ?? new DOMRect();
  return popoverPosition(box, { width: innerWidth, height: innerHeight });
}
