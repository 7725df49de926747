/** How figures are spelled. What was not measured is a dash. */
const spell = (value: number, digits: number) =>
  Number.isFinite(value)
    ? value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    : '–';

export const whole = (value: number) => spell(value, 0);
export const tenths = (value: number) => spell(value, 1);
export const hundredths = (value: number) => spell(value, 2);
export const megabytes = (bytes: number) => spell(bytes / 1e6, 0);
/** Never 100 % for what is not all. */
export const percent = (share: number) => `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;

/** NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** The median, and from where to where the rounds went. */
export function ranged(values: readonly number[], spelled: (value: number) => string): string {
  const middle = spelled(median(values));
  if (values.length < 2) return middle;
  const range = `${spelled(Math.min(...values))}–${spelled(Math.max(...values))}`;
  return values.some(Number.isNaN) ? middle : `${middle} (${range})`;
}
