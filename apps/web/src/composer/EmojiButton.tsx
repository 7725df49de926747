import { useRef, useState } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { Icon } from '../ui/Icon.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import { useApp } from '../ui/app-context.ts';

/** Opens the picker, which is fetched for the first time then. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const app = useApp();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const openBefore = useRef(false);

  const load = async () => {
    try {
      return (await import('../emoji/EmojiPanel.tsx')).EmojiPanel;
    } catch (error) {
      app.showToast(words.emojiFailed);
      setOpen(false);
      throw error;
    }
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button emoji-button"
        aria-label={words.insertEmoji}
        title={words.insertEmoji}
        aria-haspopup="dialog"
        aria-expanded={open}
        // Pressing it closes the open picker already, as pressing anything beside the picker does.
        onPointerDown={() => (openBefore.current = open)}
        onClick={() => {
          setOpen(!open && !openBefore.current);
          openBefore.current = false;
        }}
      >
        <Icon name="smile" />
      </button>
      {open && <Lazy load={load} props={{ anchor: button.current, onPick, onClose: () => setOpen(false) }} />}
    </>
  );
}
