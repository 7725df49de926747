import { useMemo } from 'preact/hooks';
import { LazyEmojiPicker } from '../emoji/LazyEmojiPicker.tsx';
import { useApp } from '../ui/app-context.ts';

/** The emoji picker for a reaction, placed beside the message. */
export function ReactionPicker() {
  const app = useApp();
  const message = app.writing.reacting.value;
  const row = useMemo(() => document.querySelector(`.log [data-seq="${message?.seq}"]`), [message]);
  if (!message) return null;
  return (
    <LazyEmojiPicker
      anchor={row ?? document.body}
      onPick={(emoji) => app.writing.react(message, emoji)}
      onClose={() => (app.writing.reacting.value = null)}
    />
  );
}
