import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { RefusedError } from '@hubbub/client/errors';
import { cleanName } from '@hubbub/protocol/names';
import { isComposing } from '../model/text-bytes.ts';
import { refusalSentence } from '../i18n/refusals.ts';
import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

interface Props {
  /** The initial value of the field. */
  suggested: string;
  /** Called when the request is sent, and when the server has answered. */
  onAsk: () => void;
  onNamed: () => void;
  onRefused: () => void;
  onCancel: () => void;
}

/** Asks for a name before the first message is sent. The message stays in the composer below meanwhile. */
export function NamePrompt({ suggested, onAsk, onNamed, onRefused, onCancel }: Props) {
  const app = useApp();
  const [name, setName] = useState(suggested);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Before the next key, so that a user who keeps typing types the name here and not into the message.
  useLayoutEffect(() => field.current?.focus(), []);

  const ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const cleaned = cleanName(name);
    if (!cleaned.ok) {
      setRefusal(await refusalSentence('name_invalid', cleaned.reason));
      return;
    }
    onAsk();
    setBusy(true);
    setRefusal('');
    try {
      await app.client.name(cleaned.name);
      onNamed();
    } catch (error) {
      if (error instanceof RefusedError && error.code === 'name_set') return onNamed();
      setRefusal(error instanceof RefusedError ? await refusalSentence(error.code, error.reason) : words.noAnswer);
      onRefused();
      setBusy(false);
      field.current?.focus();
      field.current?.select();
    }
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !isComposing(event)) {
      event.stopPropagation();
      onCancel();
    }
    // Some browsers submit the form with the Enter of an input method.
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
  };

  return (
    <form class="name-prompt" onSubmit={(event) => void ask(event)} noValidate>
      <label for="name">{words.whatIsYourName}</label>
      <div class="ask">
        <input
          id="name"
          ref={field}
          value={name}
          dir="auto"
          autocomplete="nickname"
          spellcheck={false}
          enterkeyhint="send"
          aria-invalid={refusal !== ''}
          aria-describedby="name-note"
          onInput={(event) => {
            setName(event.currentTarget.value);
            setRefusal('');
          }}
          onKeyDown={press}
        />
        <button type="submit" class="primary" aria-disabled={busy}>
          {words.join}
        </button>
        <button type="button" class="plain" onClick={onCancel}>
          {words.notNow}
        </button>
      </div>
      <p id="name-note" class={refusal ? 'refusal' : 'note'} role={refusal ? 'alert' : undefined}>
        {refusal || (busy && app.connection.value.type !== 'online' ? words.reconnecting : words.nameIsKept)}
      </p>
    </form>
  );
}
