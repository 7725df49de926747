import { useRef, useState } from 'preact/hooks';
import { LazyEmojiPicker } from '../emoji/LazyEmojiPicker.tsx';
import { words } from '../i18n/words.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** Opens the picker, and closes it again. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  return (
    <>
      <IconButton
        ref={button}
        class="emoji-button"
        icon="smile"
        label={words.insertEmoji}
        aria-haspopup="dialog"
        aria-expanded={open}
        // Pressing the button closes the picker, as any press outside it does; the click must not open it again.
        onPointerDown={() => (wasOpen.current = open)}
        onClick={() => {
          setOpen(!open && !wasOpen.current);
          wasOpen.current = false;
        }}
      />
      {open && <LazyEmojiPicker anchor={button.current} onPick={onPick} onClose={() => setOpen(false)} />}
    </>
  );
}
