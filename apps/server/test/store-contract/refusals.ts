import { MAX_EMOJI_PER_MESSAGE } from '@hubbub/protocol/limits';
import { describe, expect, it } from 'vitest';
import type { Draft, Store } from '../../src/chat/ports.ts';
import { append, deleted, edited, posted, range, reacted, refusalOf, reply, topic, unreacted } from './drafts.ts';

/** The codes that `append` rejects with, the field that each names, and their order. */
export function refusals(store: () => Store): void {
  const refusal = (draft: Draft) =>
    store()
      .append(draft)
      .then(() => null, refusalOf);
  const by = (who: string | null, draft: Draft): Draft => ({ ...draft, by: who });

  describe('a refusal', () => {
    it('LOG-6: no_such_message names the target of an edit and of a deletion', async () => {
      await append(store(), posted('a', '1'), edited('a', '2', 1), topic('a', '3'), posted('b', '4'));
      for (const missing of [2, 3, 99])
        for (const draft of [edited('a', 'x', missing), by('bob', deleted('a', 'x', missing))])
          expect(await refusal(draft)).toEqual(['no_such_message', { field: 'target' }]);
      for (const draft of [reply('a', 'x', 3), reacted('a', 'x', 3), unreacted('a', 'x', 99)])
        expect(await refusal(draft)).toEqual(['no_such_message', {}]);
    });

    it('LOG-6: not_yours names the target, for everybody but the author', async () => {
      await append(store(), posted('a', '1'), by(null, posted('a', '2')));
      for (const who of ['bob', null])
        for (const draft of [edited('a', 'x', 1), deleted('a', 'x', 1), edited('a', 'x', 2)])
          expect(await refusal(by(who, draft))).toEqual(['not_yours', { field: 'target' }]);
      expect(await refusal(edited('a', 'x', 1))).toBeNull();
      expect(await refusal(deleted('a', 'y', 1))).toBeNull();
      expect(await store().head('a')).toBe(4);
    });

    it('LOG-6: a deleted message still belongs to its author', async () => {
      await append(store(), posted('a', '1'), deleted('a', '2', 1));
      expect(await refusal(edited('a', 'x', 1))).toEqual(['message_deleted', {}]);
      expect(await refusal(deleted('a', 'x', 1))).toEqual(['message_deleted', {}]);
      expect(await refusal(by('bob', edited('a', 'x', 1)))).toEqual(['not_yours', { field: 'target' }]);
      for (const who of ['bob', null])
        expect(await refusal(by(who, reacted('a', 'x', 1)))).toEqual(['message_deleted', {}]);
    });

    it('REACT-1, REACT-2: a reaction needs a person and a free place', async () => {
      const faces = range(1, MAX_EMOJI_PER_MESSAGE).map((n) => `face ${n}`);
      await append(store(), posted('a', '1'), ...faces.map((face) => reacted('a', face, 1, face)));
      expect(await refusal(by(null, reacted('a', 'x', 1)))).toEqual(['name_needed', {}]);
      expect(await refusal(by(null, unreacted('a', 'x', 1)))).toEqual(['name_needed', {}]);
      expect(await refusal(reacted('a', 'x', 1))).toEqual(['reactions_full', {}]);
    });

    it('LOG-3: cid_reused comes first, and a retry is no refusal', async () => {
      await append(store(), posted('a', '1'), edited('a', '2', 1), deleted('a', '3', 1));
      for (const draft of [edited('a', '1', 99), edited('a', '2', 99), reacted('a', '3', 1)])
        expect(await refusal(draft)).toEqual(['cid_reused', {}]);
      for (const draft of [edited('a', '2', 1), deleted('a', '3', 1)]) expect(await refusal(draft)).toBeNull();
      expect(await store().append(edited('a', '2', 1))).toMatchObject({ duplicate: true, event: { seq: 2 } });
      expect(await store().head('a')).toBe(3);
    });

    it('does not disturb an edit by the author of a message in the same batch', async () => {
      const outcomes = await Promise.all(
        [posted('a', '1'), by('bob', edited('a', '2', 1)), edited('a', '3', 1), by('bob', posted('a', '4'))].map(
          refusal,
        ),
      );
      expect(outcomes).toEqual([null, ['not_yours', { field: 'target' }], null, null]);
      expect((await store().eventsAfter('a', 0, 9)).map(({ cid }) => cid)).toEqual(['1', '3', '4']);
    });
  });
}
