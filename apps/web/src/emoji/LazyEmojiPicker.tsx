import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { isComposing } from '../model/text-bytes.ts';
import { useApp } from '../ui/app-context.ts';
import { Lazy } from '../ui/Lazy.tsx';
import type { EarlySearch, EmojiPickerProps } from './EmojiPicker.tsx';

const loadEmojiPicker = async () => (await import('./EmojiPicker.tsx')).EmojiPicker;

/** The emoji picker. Until its chunk arrives, a bare search field takes the keys and hands them over. */
export function LazyEmojiPicker(props: EmojiPickerProps) {
  const app = useApp();
  const early = useMemo((): EarlySearch => ({ text: '', key: '' }), []);
  const popover = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    popover.current?.showPopover();
  }, []);
  const fail = (): void => {
    app.showToast(words.emojiFailed);
    props.onClose();
  };
  const fallback = (
    <div
      ref={popover}
      class="emoji-picker"
      popover="auto"
      role="dialog"
      aria-label={words.emoji}
      onToggle={(event) => event.newState === 'closed' && props.onClose()}
    >
      <div class="emoji-top">
        <input
          autofocus
          role="searchbox"
          aria-label={words.searchEmoji}
          placeholder={words.searchEmoji}
          onInput={(event) => Object.assign(early, { text: event.currentTarget.value, key: '' })}
          onKeyDown={(event) => {
            const { key } = event;
            if (!isComposing(event) && (key === 'Enter' || key === 'ArrowDown')) early.key = key;
          }}
        />
      </div>
    </div>
  );
  return <Lazy load={loadEmojiPicker} props={{ ...props, early }} fallback={fallback} onFail={fail} />;
}
