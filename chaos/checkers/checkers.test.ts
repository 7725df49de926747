import { describe, expect, test } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import { noteShown } from '../recording/record-shown.ts';
import { noteEvent } from '../recording/recorder.ts';
import { type Evidence, type HeadAtStart, places } from '../recording/evidence.ts';
import { fingerprint } from '../recording/fingerprint.ts';
import { History } from '../recording/history.ts';
import { logged } from '../recording/logged-event.ts';
import { checks } from './index.ts';

const ROOM = 'tea';

/** A history made by hand: each line takes one millisecond. */
class Story {
  readonly history: History;
  readonly log: Event[] = [];
  readonly heads: HeadAtStart[] = [];
  readonly unrest: string[] = [];
  readonly load = { memory: [1], descriptors: [1], lag: [1], most: { memory: 10, descriptors: 10, lag: 10 } };
  #now = 0;

  constructor() {
    this.history = new History(() => ++this.#now);
  }

  /** Somebody sends; the cid is what it is called by afterwards. */
  sends(who: string, cid: string): this {
    const [call] = this.history.call({ who, type: 'posted', room: ROOM, target: 0 }, (id) => `${id} ${cid}`);
    this.history.named(call, cid);
    this.history.identify(who, who);
    return this;
  }

  deletes(who: string, cid: string, target: number): this {
    const [call] = this.history.call({ who, type: 'deleted', room: ROOM, target }, () => '');
    this.history.named(call, cid);
    return this;
  }

  acks(cid: string, seq: number): this {
    this.history.acked(this.history.byCid.get(cid)!.who, { cid, room: ROOM, seq });
    return this;
  }

  /** The room has it in the end. */
  has(seq: number, cid: string, but: { text?: string; by?: string } = {}): this {
    this.log.push(this.event(seq, cid, but));
    return this;
  }

  event(seq: number, cid: string, but: { text?: string; by?: string } = {}): Event {
    const call = this.history.byCid.get(cid);
    const common = { room: ROOM, seq, at: 0, by: but.by ?? call?.who ?? 'nobody', cid };
    if (call?.type === 'deleted') return { ...common, type: 'deleted', target: call.target };
    return { ...common, type: 'posted', name: 'A', text: but.text ?? `${call?.id} ${cid}` };
  }

  /** What a raw client gets: a number is where it joins, `+n` where it is resumed. */
  gets(...rows: (number | `+${number}` | Event)[]): this {
    const tape = this.history.tape('raw', ROOM);
    for (const row of rows) {
      if (typeof row === 'number') tape.add('joined', 0, { seq: row });
      else if (typeof row === 'string') tape.add('resumed', 0, { seq: Number(row) });
      else noteEvent(tape, row, 0);
    }
    return this;
  }

  /** Which checks find something. */
  get found(): string[] {
    const log = new Map([[ROOM, this.log.map(logged)]]);
    const { history, heads, unrest, load } = this;
    const evidence: Evidence = { history, log, placed: places(log, history), heads, load, unrest };
    return checks.filter((check) => check.find(evidence).length > 0).map(({ id }) => id);
  }
}

/** Two messages that were sent, acknowledged and kept as they should be. */
function good(): Story {
  return new Story().sends('ann', 'a').acks('a', 1).sends('bob', 'b').acks('b', 2).has(1, 'a').has(2, 'b');
}

test('a history in which everything is as it should be has no violations', () => {
  const story = good();
  expect(story.gets(0, story.event(1, 'a'), '+1', story.event(2, 'b')).found).toEqual([]);
});

describe('C1', () => {
  test('finds what was acknowledged and is missing', () => {
    expect(good().sends('ann', 'c').acks('c', 3).found).toEqual(['C1']);
  });

  test('finds what was acknowledged while no flush could succeed', () => {
    const story = new Story().sends('ann', 'a').acks('a', 1).has(1, 'a');
    story.history.unflushed.push({ from: 0, to: 100 });
    expect(story.found).toEqual(['C1']);
  });

  test('leaves what nobody acknowledged alone', () => {
    const story = good().sends('ann', 'c');
    expect(story.found).toEqual([]);
  });
});

describe('C2', () => {
  test('finds what nobody sent', () => {
    expect(good().has(3, 'x').found).toEqual(['C2']);
  });

  test('finds what has another text or another sender, and what was refused', () => {
    expect(good().sends('ann', 'c').has(3, 'c', { text: '3 something else' }).found).toEqual(['C2']);
    expect(good().sends('ann', 'c').has(3, 'c', { by: 'bob' }).found).toEqual(['C2']);
    const refused = good().sends('ann', 'c').has(3, 'c');
    refused.history.byCid.get('c')!.refused = 'not_yours';
    expect(refused.found).toEqual(['C2']);
  });

  test('lets a message be there whose ack was lost', () => {
    expect(good().sends('ann', 'c').has(3, 'c').found).toEqual([]);
  });
});

describe('C3', () => {
  test('finds a cid that is there twice', () => {
    expect(good().has(3, 'b').found).toEqual(['C3']);
  });

  test('finds a seq that is there twice', () => {
    expect(good().sends('ann', 'c').has(2, 'c').found).toContain('C3');
  });

  test('finds a cid that was acknowledged twice, as something else', () => {
    expect(good().acks('b', 3).found).toEqual(['C3']);
    expect(good().acks('b', 2).found).toEqual([]);
  });
});

test('C4 finds a hole', () => {
  expect(good().sends('ann', 'c').has(4, 'c').found).toEqual(['C4']);
  expect(good().sends('ann', 'c').has(3, 'c').found).toEqual([]);
});

describe('C5', () => {
  test('finds a delivery of another event, or of another text', () => {
    const story = good();
    expect(story.gets(0, story.event(1, 'b')).found).toEqual(['C5']);
    expect(good().gets(0, story.event(1, 'a', { text: '1 else' })).found).toEqual(['C5']);
    expect(good().gets(2, story.event(3, 'a')).found).toEqual(['C5']);
  });

  test('lets a text be empty, or as it was sent, once it was deleted', () => {
    const story = new Story().sends('ann', 'a').deletes('ann', 'd', 1).has(1, 'a', { text: '' }).has(2, 'd');
    expect(story.gets(0, story.event(1, 'a'), story.event(2, 'd')).found).toEqual([]);
    expect(story.gets(0, story.event(1, 'a', { text: '' })).found).toEqual([]);
    expect(story.gets(0, story.event(1, 'a', { text: '1 never sent' })).found).toEqual(['C5']);
  });

  test('finds a plain line that nobody said', () => {
    const story = good();
    story.history.tape('plain', ROOM).add('line', 0, { seq: 1, text: fingerprint('1 else') });
    expect(story.found).toEqual(['C5']);
  });
});

describe('C6', () => {
  test('finds a gap, a repetition and a wrong order on the wire', () => {
    const story = good();
    const [a, b] = [story.event(1, 'a'), story.event(2, 'b')];
    expect(story.gets(0, b).found).toEqual(['C6']);
    expect(good().gets(0, a, a).found).toEqual(['C6']);
    expect(good().gets(0, b, a).found).toEqual(['C6']);
    expect(good().gets(0, '+1', b).found).toEqual(['C6']);
    expect(good().gets(0, a, '+0', a, b).found).toEqual([]);
    expect(good().gets(0, 1, b).found).toEqual([]);
  });

  test('finds an event that a client passed over in what it shows', () => {
    const shows = (...seqs: number[]): string[] => {
      const story = good();
      const tape = story.history.tape('app', ROOM);
      tape.add('joined', 0);
      for (const seq of seqs) {
        const cid = seq === 1 ? 'a' : 'b';
        const text = `${seq} ${cid}`;
        const by = seq === 1 ? 'ann' : 'bob';
        noteShown(tape, { seq, at: 0, by, name: 'A', cid, text, revision: seq }, 0);
      }
      tape.add('reached', 0, { seq: 2 });
      return story.found;
    };
    expect(shows(1, 2)).toEqual([]);
    expect(shows(2)).toEqual(['C6']);
  });

  test('finds a message that a plain connection did not hear, or heard twice', () => {
    const hears = (...ids: number[]): string[] => {
      const story = good().sends('ann', 'c').has(3, 'c');
      const tape = story.history.tape('plain', ROOM);
      tape.add('opened', 0);
      for (const id of ids) tape.add('line', 0, { seq: id, text: story.history.calls[id - 1]!.text });
      return story.found;
    };
    expect(hears(1, 2, 3)).toEqual([]);
    expect(hears(1, 3)).toEqual(['C6']);
    expect(hears(2, 2)).toEqual(['C6']);
    expect(hears(2, 1)).toEqual(['C6']);
  });
});

test('C7 finds what was sent later and comes earlier', () => {
  const late = new Story().sends('ann', 'a').acks('a', 2).sends('bob', 'b').acks('b', 1).has(1, 'b').has(2, 'a');
  expect(late.found).toEqual(['C7']);
  const together = new Story().sends('ann', 'a').sends('bob', 'b').acks('a', 2).acks('b', 1).has(1, 'b').has(2, 'a');
  expect(together.found).toEqual([]);
});

describe('C8', () => {
  test('finds what one sender sent in another order', () => {
    expect(new Story().sends('ann', 'a').sends('ann', 'b').has(1, 'b').has(2, 'a').found).toEqual(['C8']);
    expect(new Story().sends('ann', 'a').sends('bob', 'b').has(1, 'b').has(2, 'a').found).toEqual([]);
  });

  test('lets be late what was refused while the disk was full', () => {
    const story = new Story().sends('ann', 'a').sends('ann', 'b').has(1, 'b').has(2, 'a');
    story.history.byCid.get('a')!.setBack = true;
    expect(story.found).toEqual([]);
  });
});

test('C9 finds a start with less than was acknowledged, or with another history', () => {
  const start = { at: 0, room: ROOM, head: 2, acknowledged: 2, sameEpoch: true };
  const begins = (but: Partial<HeadAtStart>): string[] => {
    const story = good();
    story.heads.push({ ...start, ...but });
    return story.found;
  };
  expect(begins({})).toEqual([]);
  expect(begins({ head: 1 })).toEqual(['C9']);
  expect(begins({ sameEpoch: false })).toEqual(['C9']);
});

test('C10 finds what grows too much, and who has not come to rest', () => {
  for (const what of ['memory', 'descriptors', 'lag'] as const) {
    const story = good();
    story.load[what].push(11);
    expect(story.found).toEqual(['C10']);
  }
  const story = good();
  story.unrest.push('ann waits');
  expect(story.found).toEqual(['C10']);
});
