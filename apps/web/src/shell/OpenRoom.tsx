import { useState } from 'preact/hooks';
import { isComposing } from '../model/text-bytes.ts';
import { readRoom } from '../model/routes.ts';
import { refusalSentence } from '../i18n/refusals.ts';
import { words } from '../i18n/words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useApp } from '../ui/app-context.ts';

/** A field that opens the room of any name. */
export function OpenRoom({ id }: { id: string }) {
  const app = useApp();
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState('');
  const go = (event: Event): void => {
    event.preventDefault();
    const route = readRoom(name);
    if (route.type === 'refused') {
      if (name.trim() === '') setRefusal('');
      else void refusalSentence('room_invalid', route.reason).then(setRefusal);
      return;
    }
    setName('');
    app.open(route.room);
  };
  return (
    <form class="open-room" onSubmit={go}>
      <input
        value={name}
        dir="auto"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="go"
        placeholder={words.openRoom}
        aria-label={words.openRoom}
        aria-invalid={refusal !== ''}
        aria-describedby={refusal ? id : undefined}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
        }}
        onInput={(event) => {
          setName(event.currentTarget.value);
          setRefusal('');
        }}
      />
      <IconButton type="submit" icon="enter" label={words.open} />
      {refusal && (
        <p id={id} class="refusal" role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
}
