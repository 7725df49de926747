/** Times as people of this locale write them; the formatters are made once, because making one is slow. */
export interface Times {
  /** 09:05 or 9:05 AM. */
  clock(at: number): string;
  /** The whole date and time, for who wants to know exactly. */
  full(at: number): string;
  /** Today, Yesterday, or the date; the year only where it is another one than now. */
  day(at: number, now: number): string;
  /** As short as it can be said: the time today, else the date. */
  short(at: number, now: number): string;
  /** Ann, Ben and Chi. */
  list(names: readonly string[]): string;
}

export function makeTimes(locale: string): Times {
  const halfDays = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12;
  // 09:30 stands well under 14:05; 9:30 AM wants no zero.
  const clock = new Intl.DateTimeFormat(locale, { hour: halfDays ? 'numeric' : '2-digit', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const near = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const sameYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const otherYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    short: (at, now) => (startOfDay(at) === startOfDay(now) ? clock : date).format(at),
    list: (names) => list.format(names),
    clock: (at) => clock.format(at),
    full: (at) => full.format(at),
    day: (at, now) => {
      const days = Math.round((startOfDay(at) - startOfDay(now)) / 86_400_000);
      if (days === 0 || days === -1) return capital(near.format(days, 'day'), locale);
      const dates = new Date(at).getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear;
      return dates.format(at);
    },
  };
}

/** Midnight of this day here, in milliseconds since 1970. A day may have 23 or 25 hours. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function capital(words: string, locale: string): string {
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}
