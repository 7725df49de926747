import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '@hubbub/protocol/events';
import { byteLength, isComposing, excessCharacters, trimmed } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';
import { onScreenKeyboardIsOpen, submitsField } from '../ui/keyboard.ts';
import { AutosizeTextarea } from '../ui/AutosizeTextarea.tsx';
import { useApp } from '../ui/app-context.ts';

/** A message while its author edits it. Saving it empty offers to delete it. */
export function EditBox({ message }: { message: Message }) {
  const app = useApp();
  const [text, setText] = useState(() => app.writing.editText(message));
  const field = useRef<HTMLTextAreaElement | null>(null);
  const size = byteLength(trimmed(text));
  const over = excessCharacters(trimmed(text), app.client.maxText);

  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, []);

  const write = (next: string): void => {
    setText(next);
    app.writing.setEditText(message, next);
  };
  const leave = (): void => {
    app.writing.cancelEdit();
    document.getElementById('composer')?.focus();
  };
  const save = (event: Event): void => {
    event.preventDefault();
    if (over > 0) return;
    if (size === 0) {
      app.writing.deleting.value = message;
      return;
    }
    app.writing.edit(message, trimmed(text));
    document.getElementById('composer')?.focus();
  };
  const press = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
    }
    const caret = event.currentTarget.selectionStart;
    if (submitsField(event, { text, caret, onScreenKeyboard: onScreenKeyboardIsOpen() })) save(event);
  };

  return (
    <form class="edit" onSubmit={save}>
      <div class={over > 0 ? 'box over' : 'box'}>
        <AutosizeTextarea
          field={field}
          value={text}
          onText={write}
          onKeyDown={press}
          aria-label={words.editMessage}
          aria-invalid={over > 0}
        />
      </div>
      <div class="edit-ends">
        <button type="submit" class="plain" aria-disabled={over > 0}>
          {words.save}
        </button>
        <button type="button" class="plain quiet" onClick={leave}>
          {words.cancel}
        </button>
        {over > 0 && <span class="refusal">{words.tooLong(over)}</span>}
      </div>
    </form>
  );
}
