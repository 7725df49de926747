import { useMemo } from 'preact/hooks';
import type { App } from '../model/app.ts';
import { EmojiPanel } from '../emoji/EmojiPanel.tsx';

/** Chooses the emoji that goes under a message, beside the message. */
export function ReactionPicker({ app }: { app: App }) {
  const message = app.writing.reacting.value;
  const row = useMemo(() => document.querySelector(`.log [data-seq="${message?.seq}"]`), [message]);
  if (!message) return null;
  return (
    <EmojiPanel
      app={app}
      anchor={row?.querySelector('.actions') ?? row ?? document.body}
      onPick={(emoji) => app.writing.react(message, emoji)}
      onClose={() => (app.writing.reacting.value = null)}
    />
  );
}
