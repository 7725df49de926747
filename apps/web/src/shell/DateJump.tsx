import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { panelWords } from '../i18n/panel-words.ts';
import { useApp } from '../ui/app-context.ts';

/** Uses the browser's own date field, which knows the reader's language and works with every keyboard and phone. */
export function DateJump() {
  const app = useApp();
  // A date field takes ISO dates, and so does Swedish.
  const today = new Date(app.today.value).toLocaleDateString('sv');
  const [day, setDay] = useState(today);
  const field = useRef<HTMLInputElement>(null);
  // `autofocus` has no effect when the dialog is open already.
  useLayoutEffect(() => field.current?.focus(), []);
  const go = (event: Event): void => {
    event.preventDefault();
    app.panel.value = null;
    // Without an offset this is the local midnight.
    app.jumpTo({ at: new Date(`${day}T00:00`).getTime() });
  };
  return (
    <form onSubmit={go}>
      <input
        type="date"
        ref={field}
        autofocus
        aria-label={panelWords.date}
        max={today}
        value={day}
        required
        onInput={(event) => setDay(event.currentTarget.value)}
      />
      <button type="submit" class="primary">
        {panelWords.go}
      </button>
    </form>
  );
}
