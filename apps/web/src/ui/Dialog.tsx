import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { IconButton } from './IconButton.tsx';

interface Props {
  title: string;
  class: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog with a title. Its button, Escape and a click on the backdrop close it. */
export function Dialog({ title, class: look, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    const previous = document.activeElement;
    current?.showModal();
    return () => {
      if (previous instanceof HTMLElement && previous.isConnected) previous.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`sheet ${look}`}
      aria-labelledby="sheet-title"
      onClose={onClose}
      onClick={(event) => {
        // The content covers the dialog's box, so a click on the dialog itself is on the backdrop.
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div class="sheet-body">
        <header>
          <h2 id="sheet-title">{title}</h2>
          <IconButton icon="close" label={words.close} onClick={() => dialog.current?.close()} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
