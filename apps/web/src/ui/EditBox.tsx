import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { bytes, composing, trimmed } from '../model/outgoing.ts';
import { words } from '../text/words.ts';
import { hasKeyboard } from './device.ts';
import { GrowingText } from './GrowingText.tsx';

/** A message while its author changes it. */
export function EditBox({ app, message }: { app: App; message: Message }) {
  const [text, setText] = useState(message.text);
  const field = useRef<HTMLTextAreaElement | null>(null);
  const size = bytes(trimmed(text));
  const over = size - app.client.maxText;

  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(message.text.length, message.text.length);
  }, []);

  const leave = (): void => {
    app.editing.value = null;
    document.getElementById('composer')?.focus();
  };
  const save = (event: Event): void => {
    event.preventDefault();
    if (size === 0 || over > 0) return;
    app.edit(message, trimmed(text));
    document.getElementById('composer')?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (composing(event)) return;
    if (event.key === 'Escape') leave();
    if (event.key === 'Enter' && !event.shiftKey && hasKeyboard()) save(event);
  };

  return (
    <form class="edit" onSubmit={save}>
      <div class={over > 0 ? 'box over' : 'box'}>
        <GrowingText
          field={field}
          value={text}
          onText={setText}
          onKeyDown={press}
          aria-label={words.editMessage}
          aria-invalid={over > 0}
        />
      </div>
      <div class="edit-ends">
        <button type="submit" class="plain" aria-disabled={size === 0 || over > 0}>
          {words.save}
        </button>
        <button type="button" class="plain quiet" onClick={leave}>
          {words.cancel}
        </button>
        {over > 0 && <span class="refusal">{words.bytesOver(over)}</span>}
      </div>
    </form>
  );
}
