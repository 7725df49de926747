import { useLayoutEffect, useRef } from 'preact/hooks';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

export function DeleteDialog() {
  const app = useApp();
  const message = app.writing.deleting.value;
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const remove = (): void => {
    // Nothing under an open dialog can be focused, and the button that opened it goes with the words.
    dialog.current?.close();
    if (message) app.writing.remove(message);
    document.getElementById('composer')?.focus();
  };
  if (!message) return null;
  return (
    <dialog
      ref={dialog}
      class="ask-delete"
      aria-labelledby="delete-question"
      onClose={() => (app.writing.deleting.value = null)}
    >
      <h2 id="delete-question">{panelWords.deleteQuestion}</h2>
      <blockquote dir="auto">{message.text}</blockquote>
      <p>{panelWords.deleteMeans}</p>
      <div class="ends">
        <button type="button" class="plain quiet" autofocus onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
        <button type="button" class="danger" onClick={remove}>
          {words.delete}
        </button>
      </div>
    </dialog>
  );
}
