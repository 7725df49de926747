import { useState } from 'preact/hooks';
import { startOfDay } from '../model/times.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useApp } from '../ui/app-context.ts';

/** The browser's own calendar: it speaks the reader's language, and every keyboard and phone knows it. */
export function DateJump() {
  const app = useApp();
  const today = isoDay(app.today.value);
  const [day, setDay] = useState(today);
  const go = (event: Event): void => {
    event.preventDefault();
    const [year, month, date] = day.split('-').map(Number);
    if (year === undefined || month === undefined || date === undefined) return;
    app.panel.value = null;
    app.jumpTo({ at: startOfDay(new Date(year, month - 1, date).getTime()) });
  };
  return (
    <Dialog title={words.jumpToDate} class="date" onClose={() => (app.panel.value = null)}>
      <form onSubmit={go}>
        <input
          type="date"
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
    </Dialog>
  );
}

/** The day as it is here, not at Greenwich. */
function isoDay(at: number): string {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
