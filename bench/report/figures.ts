/** A value that was not measured is a dash. */
const format = (value: number, digits: number) =>
  Number.isFinite(value)
    ? value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    : '–';

export const whole = (value: number) => format(value, 0);
export const tenths = (value: number) => format(value, 1);
export const hundredths = (value: number) => format(value, 2);
export const megabytes = (bytes: number) => format(bytes / 1e6, 0);
/** Rounds down, so that an incomplete share is never 100 %. */
export const percent = (share: number) => `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;

/** NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

export function medianOf<Field extends string>(samples: readonly Record<Field, number>[], field: Field): number {
  return median(samples.map((sample) => sample[field]));
}

/** The median and, of several values, their range. */
export function withRange(values: readonly number[], format: (value: number) => string): string {
  const middle = format(median(values));
  if (values.length < 2) return middle;
  const range = `${format(Math.min(...values))}–${format(Math.max(...values))}`;
  return values.some(Number.isNaN) ? middle : `${middle} (${range})`;
}
