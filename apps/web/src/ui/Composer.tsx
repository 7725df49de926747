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
  const held = useRef<string[]>([]);
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
    app.send(room, trimmed(text));
    write('');
    field.current?.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (size === 0 || size > limit) field.current?.focus();
    else if (held.current.length > 0) hold();
    else if (app.named) send();
    else setAsking(true);
  };

  /** While the name is being asked for, what is said waits in its order; the first of it stays in sight. */
  const hold = (): void => {
    const said = trimmed(text);
    if (said === held.current[0]) return;
    held.current.push(said);
    if (held.current.length > 1) write('');
  };
  const named = (): void => {
    const [first, ...more] = held.current.splice(0);
    if (first === undefined) return;
    for (const said of [first, ...more]) if (said !== '') app.send(room, said);
    if (trimmed(field.current?.value ?? app.drafts.get(room) ?? '') === first) write('');
    setAsking(false);
    field.current?.focus();
  };
  const refused = (): void => {
    const waiting = held.current.splice(0);
    if (waiting.length > 1) write([...waiting, field.current?.value ?? ''].join('\n').trimEnd());
  };
  const cancel = (): void => {
    setAsking(false);
    field.current?.focus();
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
      {asking && <NamePrompt app={app} onAsk={hold} onNamed={named} onRefused={refused} onCancel={cancel} />}
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
            // A long name would make an empty field several lines high.
            placeholder={room.length > 24 ? words.message : words.writeTo(room)}
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
