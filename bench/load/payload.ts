/** What a message of the load says about itself. */
export interface Said {
  /** Which span it belongs to; what is late from the one before does not count. */
  span: number;
  /** Its number among the messages of the span. */
  number: number;
  /** When it was sent, in ms of performance.now(). */
  at: number;
}

/** Characters of a text. */
const LENGTH = 64;

export function speak({ span, number, at }: Said): string {
  return `${span} ${number} ${at.toFixed(3)} `.padEnd(LENGTH, 'x');
}

export function understand(text: string): Said {
  const [span, number, at] = text.split(' ', 3);
  return { span: Number(span), number: Number(number), at: Number(at) };
}
