import { describe, expect, it } from 'vitest';
import { MAX_QUARANTINED_NAMES } from '../../src/chat/limits.ts';
import type { NameResult, Store } from '../../src/chat/ports.ts';
import { append, claim, code, posted, range, reacted, rename, renamed, topic } from './drafts.ts';

const given = { given: true };
const renamedWithout = { given: true, notices: [] };

/** Changes of names. */
export function renaming(store: () => Store): void {
  describe('a rename', () => {
    it('NAME-6: gives the person the new name and frees the old one', async () => {
      await store().claimName(claim('1', ['ann']));
      expect(await store().rename(rename('1', 'Bea', ['bea', 'be a']))).toEqual(renamedWithout);
      expect(await store().person('secret 1')).toEqual({ id: '1', name: 'Bea' });
      expect(await store().nameHolder(['be a'], 1)).toEqual({ id: '1', name: 'Bea' });
      expect(await store().nameHolder(['ann'], 1)).toBeUndefined();
      expect(await store().claimName(claim('2', ['ann']))).toEqual(given);
    });

    it('NAME-6: may change the spelling of the same name', async () => {
      await store().claimName(claim('1', ['ann', 'ANN']));
      expect(await store().rename(rename('1', 'Ann', ['ann', 'Ann']))).toEqual(renamedWithout);
      expect(await store().nameHolder(['ann'], 1)).toEqual({ id: '1', name: 'Ann' });
      expect(await store().nameHolder(['ANN'], 1)).toBeUndefined();
    });

    it('NAME-6: is refused and changes nothing when another person has one of the skeletons', async () => {
      await store().claimName(claim('1', ['ann']));
      await store().claimName(claim('2', ['bob', 'b0b']));
      await append(store(), { ...posted('a', '1'), by: '1' });
      const holder = { id: '2', name: 'name 2' };
      const notices = [{ ...renamed('a', '2'), by: '1' }];
      for (const skeletons of [['bob'], ['ann', 'b0b'], ['x', 'bob', 'ann']])
        expect(await store().rename({ ...rename('1', 'Bob', skeletons), notices })).toEqual({ given: false, holder });
      expect(await store().person('secret 1')).toEqual({ id: '1', name: 'name 1' });
      expect(await store().nameHolder(['ann'], 1)).toMatchObject({ id: '1' });
      expect(await store().nameHolder(['x'], 1)).toBeUndefined();
      expect(await store().head('a')).toBe(1);
    });

    it('NAME-6: gives a contested name to the first, and the freed one to the next', async () => {
      await Promise.all([store().claimName(claim('1', ['ann'])), store().claimName(claim('2', ['bob']))]);
      const to = (id: string, name: string) => store().rename(rename(id, name, [name]));
      const outcomes = await Promise.all([to('1', 'cy'), to('2', 'cy'), to('2', 'ann'), to('1', 'bob')]);
      expect(outcomes).toEqual([
        renamedWithout,
        { given: false, holder: { id: '1', name: 'cy' } },
        renamedWithout,
        renamedWithout,
      ]);
      expect(await store().nameHolder(['cy'], 1)).toBeUndefined();
    });

    it('of an unknown person is refused, without an effect on the rest of the batch', async () => {
      const outcomes = await Promise.all([
        store()
          .rename(rename('nobody', 'Ann', ['ann']))
          .catch(code),
        append(store(), posted('a', '1')).then(([event]) => event?.seq),
      ]);
      expect(outcomes).toEqual(['store_failed', 1]);
      expect(await store().nameHolder(['ann'], 1)).toBeUndefined();
    });
  });

  describe('the notices of a rename', () => {
    it('B-6, NAME-6: are appended where the person has posted or reacted, and nowhere else', async () => {
      await store().claimName(claim('ann', ['ann']));
      await append(store(), posted('words', '1'), topic('topic', '2'), { ...posted('others', '3'), by: 'bob' });
      await append(store(), { ...posted('reaction', '4'), by: 'bob' }, reacted('reaction', '5', 1));
      // As older versions have written them.
      await append(store(), renamed('notice', '6'));
      const rooms = ['empty', 'words', 'topic', 'others', 'reaction', 'notice'];
      const notices = rooms.map((room) => renamed(room, `of ${room}`, 'Bea'));
      expect(await store().rename({ ...rename('ann', 'Bea', ['bea']), notices })).toEqual({
        given: true,
        notices: [
          { ...renamed('words', 'of words', 'Bea'), seq: 2 },
          { ...renamed('topic', 'of topic', 'Bea'), seq: 2 },
          { ...renamed('reaction', 'of reaction', 'Bea'), seq: 3 },
        ],
      });
      expect(await Promise.all(rooms.map((room) => store().head(room)))).toEqual([0, 2, 2, 1, 3, 1]);
      expect(await store().eventsAfter('words', 1, 9)).toEqual([{ ...renamed('words', 'of words', 'Bea'), seq: 2 }]);
    });

    it('J-1, NAME-6: are numbered, and resolve, in the order of all calls', async () => {
      await store().claimName(claim('ann', ['ann']));
      await append(store(), posted('a', '0'), posted('b', '0b'));
      const resolved: [room: string, seq: number][] = [];
      const post = async (room: string, cid: string) => {
        const { event } = await store().append(posted(room, cid));
        resolved.push([event.room, event.seq]);
      };
      const toName = async (name: string) => {
        const notices = ['a', 'b'].map((room) => renamed(room, `${name} ${room}`, name));
        const result = await store().rename({ ...rename('ann', name, [name]), notices });
        if (result.given) resolved.push(...result.notices.map(({ room, seq }): [string, number] => [room, seq]));
      };
      await Promise.all(
        range(1, 300).flatMap((n) => [post('a', `${n}`), toName(`name ${n}`), post('b', `${n} b`), post('a', `${n}+`)]),
      );
      for (const [room, last] of [
        ['a', 901],
        ['b', 601],
      ] as const)
        expect(resolved.filter(([of]) => of === room).map(([, seq]) => seq)).toEqual(range(2, last));
    });
  });

  describe('a former name', () => {
    const spelled = (id: string, name: string) => rename(id, name, [name]);
    const refusedFor = (id: string, name: string): NameResult => ({ given: false, holder: { id, name } });
    /** Renames `name 1`, which has the skeletons ann and anm, at the time 10, and quarantines it until 20. */
    const renameAnn = async () => {
      await store().claimName(claim('1', ['ann', 'anm']));
      await store().claimName(claim('2', ['bob']));
      await store().rename({ ...spelled('1', 'bea'), at: 10, quarantineUntil: 20 });
    };

    it('B-13, NAME-4: is refused to everybody else until its quarantine ends', async () => {
      await renameAnn();
      const refused = refusedFor('1', 'name 1');
      for (const at of [10, 19])
        for (const skeleton of ['ann', 'anm']) {
          expect(await store().claimName({ ...claim('3', ['x', skeleton]), at })).toEqual(refused);
          expect(await store().rename({ ...rename('2', 'Ann', ['bob', skeleton]), at })).toEqual(refused);
          expect(await store().nameHolder(['x', skeleton], at)).toEqual({ id: '1', name: 'name 1' });
        }
      expect(await store().nameHolder(['ann', 'anm'], 20)).toBeUndefined();
      expect(await store().claimName({ ...claim('3', ['ann']), at: 20 })).toEqual(given);
      expect(await store().rename({ ...spelled('2', 'anm'), at: 20 })).toEqual(renamedWithout);
    });

    it('B-13, NAME-4: may be taken back by the person who had it, and is theirs again', async () => {
      await renameAnn();
      expect(await store().rename({ ...rename('1', 'Ann', ['ann']), at: 15 })).toEqual(renamedWithout);
      expect(await store().nameHolder(['ann'], 15)).toEqual({ id: '1', name: 'Ann' });
      // The other skeleton of the former name is still quarantined; the name in between had no quarantine.
      expect(await store().claimName({ ...claim('3', ['anm']), at: 19 })).toEqual(refusedFor('1', 'name 1'));
      expect(await store().claimName({ ...claim('3', ['bea']), at: 19 })).toEqual(given);
    });

    it('B-13: of which the new name keeps a skeleton is quarantined without that one', async () => {
      await store().claimName(claim('1', ['ann', 'ANN']));
      await store().rename({ ...rename('1', 'Ann', ['ann', 'Ann']), at: 10, quarantineUntil: 20 });
      expect(await store().nameHolder(['ann'], 15)).toEqual({ id: '1', name: 'Ann' });
      expect(await store().nameHolder(['ANN'], 15)).toEqual({ id: '1', name: 'name 1' });
      await store().rename({ ...spelled('1', 'cy'), at: 15, quarantineUntil: 25 });
      expect(await store().nameHolder(['ann'], 24)).toEqual({ id: '1', name: 'Ann' });
      expect(await store().nameHolder(['ANN'], 24)).toBeUndefined();
    });

    it('B-13: may be taken by another person after its quarantine, who may then free it again', async () => {
      await renameAnn();
      await store().rename({ ...spelled('2', 'ann'), at: 20 });
      await store().rename({ ...spelled('2', 'cy'), at: 21, quarantineUntil: 30 });
      expect(await store().rename({ ...spelled('1', 'ann'), at: 22 })).toEqual(refusedFor('2', 'ann'));
      expect(await store().rename({ ...spelled('2', 'ann'), at: 22 })).toEqual(renamedWithout);
    });

    it('B-13: is one of a few per person: those that somebody keeps changing are free', async () => {
      await store().claimName(claim('1', ['n0', 'N0']));
      await store().claimName(claim('2', ['bob']));
      await store().rename({ ...spelled('2', 'bo'), at: 1, quarantineUntil: 2_000 });
      const last = MAX_QUARANTINED_NAMES + 2;
      for (const n of range(1, last))
        await store().rename({ ...rename('1', `n${n}`, [`n${n}`, `N${n}`]), at: n, quarantineUntil: 1_000 + n });
      const holders = range(0, last).map(async (n) => (await store().nameHolder([`N${n}`], 100))?.id);
      expect(await Promise.all(holders)).toEqual([undefined, undefined, ...Array(last - 1).fill('1')]);
      expect(await store().nameHolder(['bob'], 100)).toMatchObject({ id: '2' });
    });

    it('B-13, MENTION-1: is mentioned by nobody', async () => {
      await renameAnn();
      await append(store(), { ...posted('a', '1', '@ann'), at: 11 });
      expect((await store().eventsAfter('a', 0, 1))[0]).not.toHaveProperty('mentions');
    });
  });
}
