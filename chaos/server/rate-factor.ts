/**
 * The server's `--limits`. The clients write up to 18 times a second, and now and then 175 long messages at once. With
 * this they are refused seldom, and attackers often.
 */
export const RATE_FACTOR = 10;
