import { describe, expect, test } from 'vitest';
import type { StartHead } from '../recording/evidence.ts';
import { fingerprint } from '../recording/fingerprint.ts';
import { recordShown } from '../recording/recorder.ts';
import { ROOM, RunBuilder } from '../test/run-builder.ts';

/** Two messages that were sent, acknowledged and stored correctly. */
function good(): RunBuilder {
  return new RunBuilder().sends('ann', 'a').acks('a', 1).sends('bob', 'b').acks('b', 2).has(1, 'a').has(2, 'b');
}

test('a correct run has no violations', () => {
  const run = good();
  expect(run.gets(0, run.event(1, 'a'), '+1', run.event(2, 'b')).found).toEqual([]);
});

describe('C1', () => {
  test('finds an acknowledged message that is missing', () => {
    expect(good().sends('ann', 'c').acks('c', 3).found).toEqual(['C1']);
  });

  test('finds an acknowledgement while no flush could succeed', () => {
    const run = new RunBuilder().sends('ann', 'a').acks('a', 1).has(1, 'a');
    run.history.failedFlushIntervals.push({ from: 0, to: 100 });
    expect(run.found).toEqual(['C1']);
  });

  test('allows an unacknowledged message to be missing', () => {
    const run = good().sends('ann', 'c');
    expect(run.found).toEqual([]);
  });
});

describe('C2', () => {
  test('finds a message that was never sent', () => {
    expect(good().has(3, 'x').found).toEqual(['C2']);
  });

  test('finds another text, another sender, and a message that was refused', () => {
    expect(good().sends('ann', 'c').has(3, 'c', { text: '3 something else' }).found).toEqual(['C2']);
    expect(good().sends('ann', 'c').has(3, 'c', { by: 'bob' }).found).toEqual(['C2']);
    const refused = good().sends('ann', 'c').has(3, 'c');
    refused.history.byCid.get('c')!.refused = 'not_yours';
    expect(refused.found).toEqual(['C2']);
  });

  test('allows a message whose ack was lost', () => {
    expect(good().sends('ann', 'c').has(3, 'c').found).toEqual([]);
  });
});

describe('C3', () => {
  test('finds a duplicate cid', () => {
    expect(good().has(3, 'b').found).toEqual(['C3']);
  });

  test('finds a duplicate seq', () => {
    expect(good().sends('ann', 'c').has(2, 'c').found).toContain('C3');
  });

  test('finds a cid that was acknowledged with two seqs', () => {
    expect(good().acks('b', 3).found).toEqual(['C3']);
    expect(good().acks('b', 2).found).toEqual([]);
  });
});

test('C4 finds a hole', () => {
  expect(good().sends('ann', 'c').has(4, 'c').found).toEqual(['C4']);
  expect(good().sends('ann', 'c').has(3, 'c').found).toEqual([]);
});

describe('C5', () => {
  test('finds a delivery of another event or another text', () => {
    const run = good();
    expect(run.gets(0, run.event(1, 'b')).found).toEqual(['C5']);
    expect(good().gets(0, run.event(1, 'a', { text: '1 else' })).found).toEqual(['C5']);
    expect(good().gets(2, run.event(3, 'a')).found).toEqual(['C5']);
  });

  test('allows the text of a deleted message to be empty or as it was sent', () => {
    const run = new RunBuilder().sends('ann', 'a').deletes('ann', 'd', 1).has(1, 'a', { text: '' }).has(2, 'd');
    expect(run.gets(0, run.event(1, 'a'), run.event(2, 'd')).found).toEqual([]);
    expect(run.gets(0, run.event(1, 'a', { text: '' })).found).toEqual([]);
    expect(run.gets(0, run.event(1, 'a', { text: '1 never sent' })).found).toEqual(['C5']);
  });

  test('finds a plain line that was never sent', () => {
    const run = good();
    run.history.observe('plain', ROOM).add('line', 0, { seq: 1, text: fingerprint('1 else') });
    expect(run.found).toEqual(['C5']);
  });
});

describe('C6', () => {
  test('finds a gap, a repetition and a wrong order of received events', () => {
    const run = good();
    const [a, b] = [run.event(1, 'a'), run.event(2, 'b')];
    expect(run.gets(0, b).found).toEqual(['C6']);
    expect(good().gets(0, a, a).found).toEqual(['C6']);
    expect(good().gets(0, b, a).found).toEqual(['C6']);
    expect(good().gets(0, '+1', b).found).toEqual(['C6']);
    expect(good().gets(0, a, '+0', a, b).found).toEqual([]);
    expect(good().gets(0, 1, b).found).toEqual([]);
  });

  test('finds an event that a client does not show', () => {
    const shows = (...seqs: number[]): string[] => {
      const run = good();
      const observations = run.history.observe('app', ROOM);
      observations.add('joined', 0);
      for (const seq of seqs) {
        const cid = seq === 1 ? 'a' : 'b';
        const text = `${seq} ${cid}`;
        const by = seq === 1 ? 'ann' : 'bob';
        recordShown(observations, { seq, at: 0, by, name: 'A', cid, text, revision: seq }, 0);
      }
      observations.add('reached', 0, { seq: 2 });
      return run.found;
    };
    expect(shows(1, 2)).toEqual([]);
    expect(shows(2)).toEqual(['C6']);
  });

  test('finds a message that a plain connection did not receive, or received twice', () => {
    const receives = (...ids: number[]): string[] => {
      const run = good().sends('ann', 'c').has(3, 'c');
      const observations = run.history.observe('plain', ROOM);
      observations.add('opened', 0);
      for (const id of ids) observations.add('line', 0, { seq: id, text: run.history.commands[id - 1]!.text });
      return run.found;
    };
    expect(receives(1, 2, 3)).toEqual([]);
    expect(receives(1, 3)).toEqual(['C6']);
    expect(receives(2, 2)).toEqual(['C6']);
    expect(receives(2, 1)).toEqual(['C6']);
  });
});

test('C7 finds a message before one that was acknowledged before it was sent', () => {
  const late = new RunBuilder().sends('ann', 'a').acks('a', 2).sends('bob', 'b').acks('b', 1).has(1, 'b').has(2, 'a');
  expect(late.found).toEqual(['C7']);
  const together = new RunBuilder()
    .sends('ann', 'a')
    .sends('bob', 'b')
    .acks('a', 2)
    .acks('b', 1)
    .has(1, 'b')
    .has(2, 'a');
  expect(together.found).toEqual([]);
});

describe('C8', () => {
  test('finds messages of one sender in another order', () => {
    expect(new RunBuilder().sends('ann', 'a').sends('ann', 'b').has(1, 'b').has(2, 'a').found).toEqual(['C8']);
    expect(new RunBuilder().sends('ann', 'a').sends('bob', 'b').has(1, 'b').has(2, 'a').found).toEqual([]);
  });

  test('allows a message to be late that was refused while the disk was full', () => {
    const run = new RunBuilder().sends('ann', 'a').sends('ann', 'b').has(1, 'b').has(2, 'a');
    run.history.byCid.get('a')!.mayBeLate = true;
    expect(run.found).toEqual([]);
  });
});

test('C9 finds a start without acknowledged events, or with another epoch', () => {
  const start = { at: 0, room: ROOM, head: 2, acknowledged: 2, sameEpoch: true };
  const begins = (overrides: Partial<StartHead>): string[] => {
    const run = good();
    run.heads.push({ ...start, ...overrides });
    return run.found;
  };
  expect(begins({})).toEqual([]);
  expect(begins({ head: 1 })).toEqual(['C9']);
  expect(begins({ sameEpoch: false })).toEqual(['C9']);
});

test('C10 finds exceeded limits and clients that are not up to date', () => {
  for (const what of ['memoryBytes', 'descriptors', 'lagMs'] as const) {
    const run = good();
    run.resourceUsage[what].push(11);
    expect(run.found).toEqual(['C10']);
  }
  const run = good();
  run.unfinished.push('ann waits');
  expect(run.found).toEqual(['C10']);
});

describe('J-6: after the end of the log was lost', () => {
  test('what was lost may be missing, or have another seq and come later', () => {
    expect(good().loses(1).found).toEqual([]);
    const again = good().loses(1).sends('ann', 'c').acks('c', 2).has(2, 'c').acks('b', 3).has(3, 'b');
    expect(again.found).toEqual([]);
  });

  test('what was not lost must be there, and C1 finds when it is not', () => {
    const run = good().loses(1);
    run.log.length = 0;
    expect(run.found).toEqual(['C1']);
  });

  test('what is acknowledged afterwards must be there', () => {
    expect(good().loses(1).sends('ann', 'c').acks('c', 2).found).toEqual(['C1']);
    expect(good().loses(1).acks('b', 2).found).toEqual(['C1']);
  });

  test('C6 finds a client that is resumed after a lost event', () => {
    const run = good();
    run.gets(0, run.event(1, 'a'), run.event(2, 'b')).loses(1);
    const [client] = run.history.observations;
    client!.add('resumed', 0, { seq: 1 });
    expect(run.found).toEqual([]);
    client!.add('resumed', 0, { seq: 2 });
    expect(run.found).toEqual(['C6']);
    client!.add('joined', 0, { seq: 2 });
    expect(run.found).toEqual(['C6']);
  });

  test('a client that is reset has no gap', () => {
    const run = good();
    run.gets(0, run.event(1, 'a'), run.event(2, 'b')).loses(1);
    run.history.observations[0]!.add('joined', 0, { seq: 1 });
    expect(run.found).toEqual([]);
  });
});
