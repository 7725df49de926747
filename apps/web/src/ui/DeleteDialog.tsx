import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { words } from '../text/words.ts';

export function DeleteDialog({ app, message }: { app: App; message: Message }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const remove = (): void => {
    // Nothing under an open dialog can be focused, and the button that opened it goes with the words.
    dialog.current?.close();
    app.remove(message);
    document.getElementById('composer')?.focus();
  };
  return (
    <dialog
      ref={dialog}
      class="ask-delete"
      aria-labelledby="delete-question"
      onClose={() => (app.deleting.value = null)}
    >
      <h2 id="delete-question">{words.deleteQuestion}</h2>
      <blockquote dir="auto">{message.text}</blockquote>
      <p>{words.deleteMeans}</p>
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
