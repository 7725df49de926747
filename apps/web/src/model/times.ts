export type Times = ReturnType<typeof makeTimes>;

/** Formats times, given in milliseconds since 1970, for a locale. */
export function makeTimes(locale: string) {
  const dates = (options: Intl.DateTimeFormatOptions) => later(() => new Intl.DateTimeFormat(locale, options));
  const clock = later(() => {
    const plain = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    // 09:30 stands well under 14:05; 9:30 AM wants no zero.
    return plain.resolvedOptions().hour12
      ? plain
      : new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  });
  const full = dates({ dateStyle: 'full', timeStyle: 'medium' });
  const sameYear = dates({ weekday: 'long', day: 'numeric', month: 'long' });
  const otherYear = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const short = dates({ day: 'numeric', month: 'short' });
  const near = later(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const list = later(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  return {
    /** 09:05 or 9:05 AM. */
    clock: (at: number): string => clock().format(at),
    /** The complete date and time. */
    full: (at: number): string => full().format(at),
    /** Today, Yesterday, or the date; with the year only if it is not the current one. */
    day(at: number, now: number): string {
      const days = Math.round((startOfDay(at) - startOfDay(now)) / 86_400_000);
      if (days === 0 || days === -1) return capital(near().format(days, 'day'), locale);
      const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return (thisYear ? sameYear : otherYear)().format(at);
    },
    /** The time if it was today, otherwise the date. */
    short: (at: number, now: number): string => (startOfDay(at) === startOfDay(now) ? clock : short)().format(at),
    /** Ann, Ben and Chi. */
    list: (names: readonly string[]): string => list().format(names),
  };
}

/** Creates a formatter at its first use: creating one is slow, and most are not needed for the first view. */
function later<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/** Midnight of this day in local time, in milliseconds since 1970. A day may have 23 or 25 hours. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function capital(words: string, locale: string): string {
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}
