import type { Message } from '@hubbub/protocol/events';
import type { Snapshot } from '@hubbub/protocol/lines';

type Page = Pick<Snapshot, 'messages' | 'older'>;

/**
 * The server has lost the end of its log and may have written other events since: which of the `known` messages does it
 * not have any more? `newest` is its newest page; `readBefore` reads older ones, until a message is in both histories.
 */
export async function lostMessages(
  known: readonly Message[],
  newest: Page,
  readBefore: (seq: number) => Promise<Page>,
): Promise<Message[]> {
  const found = new Set<string>();
  let page = newest;
  for (;;) {
    for (const { cid } of page.messages) found.add(cid);
    const oldest = page.messages[0];
    const isShared = known.some(({ seq, cid }) => seq === oldest?.seq && cid === oldest.cid);
    const isRead = !page.older || !oldest || isShared || oldest.seq < (known[0]?.seq ?? Infinity);
    if (isRead) return known.filter(({ seq, cid }) => !found.has(cid) && !(page.older && seq < oldest!.seq));
    // Without an answer, all that was not found counts as lost: sending it again cannot repeat it (LOG-3).
    page = await readBefore(oldest.seq).catch(() => ({ messages: [], older: false }));
  }
}
