/** The contents of one message of the load. */
export interface Payload {
  /** The number of the run it belongs to; late messages of an earlier run do not count. */
  run: number;
  /** Its number among the messages of the run. */
  number: number;
  /** Milliseconds of performance.now(). */
  sentAt: number;
}

const TEXT_CHARACTERS = 64;

export function encodePayload({ run, number, sentAt }: Payload): string {
  return `${run} ${number} ${sentAt.toFixed(3)} `.padEnd(TEXT_CHARACTERS, 'x');
}

/** How the texts of a run begin. */
export function runPrefix(run: number): string {
  return `${run} `;
}

export function decodePayload(text: string): Payload {
  const [run, number, sentAt] = text.split(' ', 3);
  return { run: Number(run), number: Number(number), sentAt: Number(sentAt) };
}
