import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../model/app.ts';
import { bytes, composing, trimmed } from '../model/outgoing.ts';
import { words } from '../text/words.ts';
import { AuthorName } from './AuthorName.tsx';
import { GrowingText } from './GrowingText.tsx';
import { Icon } from './icons.tsx';
import { NamePrompt } from './NamePrompt.tsx';
import { hasKeyboard } from './device.ts';

/** How full a message is when its room begins to be told. */
const NEARLY_FULL = 0.8;

/** Where one writes: the next line of the room, with one's own name before it. */
export function Composer({ app, room }: { app: App; room: string }) {
  const [text, setText] = useState(app.drafts.get(room) ?? '');
  const [asking, setAsking] = useState(false);
  const field = useRef<HTMLTextAreaElement | null>(null);
  const me = app.me.value;
  const limit = app.client.maxText;
  const size = bytes(trimmed(text));

  // A phone would open its keyboard over what one came to read.
  useEffect(() => {
    if (hasKeyboard()) field.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (me) setAsking(false);
  }, [me]);

  const write = (next: string): void => {
    setText(next);
    if (next === '') app.drafts.delete(room);
    else app.drafts.set(room, next);
  };
  const send = (): void => {
    setAsking(false);
    // What stands there now: it may have been changed while the name was asked for.
    app.send(room, trimmed(field.current?.value ?? text));
    write('');
    field.current?.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (size === 0 || size > limit) field.current?.focus();
    else if (app.named) send();
    else setAsking(true);
  };
  const press = (event: KeyboardEvent): void => {
    if (composing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && hasKeyboard()) submit(event);
    if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      app.editLast();
    }
  };

  return (
    <div class="composer">
      {asking && <NamePrompt app={app} onNamed={send} onCancel={() => (setAsking(false), field.current?.focus())} />}
      <form class="line" onSubmit={submit}>
        <div class="who" aria-hidden="true">
          {me && <AuthorName by={me.id} name={me.name} />}
        </div>
        <div class={size > limit ? 'box over' : 'box'}>
          <GrowingText
            id="composer"
            field={field}
            value={text}
            onText={write}
            onKeyDown={press}
            aria-label={words.message}
            aria-invalid={size > limit}
            aria-describedby="composer-size"
            placeholder={words.writeTo(room)}
            enterkeyhint={hasKeyboard() ? 'send' : 'enter'}
            autocomplete="off"
          />
          <button
            type="submit"
            class="send"
            aria-label={words.send}
            title={words.send}
            aria-disabled={size === 0 || size > limit}
          >
            <Icon name="send" />
          </button>
        </div>
        <p class="size" id="composer-size" role="status">
          {size > limit
            ? words.bytesOver(size - limit)
            : size > limit * NEARLY_FULL
              ? words.bytesLeft(limit - size)
              : ''}
        </p>
      </form>
    </div>
  );
}
