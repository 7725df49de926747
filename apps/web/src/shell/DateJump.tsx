import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { startOfDay } from '../model/times.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { useApp } from '../ui/app-context.ts';

/** Uses the browser's own date field, which knows the reader's language and works with every keyboard and phone. */
export function DateJump() {
  const app = useApp();
  const today = isoDay(app.today.value);
  const [day, setDay] = useState(today);
  const field = useRef<HTMLInputElement>(null);
  // `autofocus` has no effect when the dialog is open already.
  useLayoutEffect(() => field.current?.focus(), []);
  const go = (event: Event): void => {
    event.preventDefault();
    const [year, month, date] = day.split('-').map(Number);
    if (year === undefined || month === undefined || date === undefined) return;
    app.panel.value = null;
    app.jumpTo({ at: startOfDay(new Date(year, month - 1, date).getTime()) });
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

/** The local date, for a date field. */
function isoDay(at: number): string {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
