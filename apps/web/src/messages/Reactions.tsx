import { useState } from 'preact/hooks';
import type { Entry } from '@hubbub/client';
import type { Message, Person, Reaction } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { isSample, reactionsOf } from '../model/reactions.ts';
import { words } from '../i18n/words.ts';
import { Failure } from './Failure.tsx';
import { useApp } from '../ui/app-context.ts';

/** People named at most; the others are counted. */
const MAX_NAMES = 50;

/** The reactions to a message: a click adds one's own, another click removes it. */
export function Reactions({ message, doing }: { message: Message; doing: readonly Entry[] }) {
  const app = useApp();
  const me = app.me.value;
  const { all, load } = useAllPeople(app, message);
  const reactions = reactionsOf(message, doing, me, () => {
    // Read at every drawing: the answer comes with a change.
    const room = app.view.value?.room;
    return room === undefined ? undefined : app.client.myReactions(room, message.seq);
  });
  const failed = doing.filter(({ state }) => state === 'failed');
  if (reactions.length === 0 && failed.length === 0) return null;
  return (
    <>
      {reactions.length > 0 && (
        <div class="reactions" role="group" aria-label={words.reactions} onPointerEnter={load} onFocusIn={load}>
          {reactions.map((reaction) => {
            const { emoji, count, mine = false } = reaction;
            const names = namesOf(app, all.find((each) => each.emoji === emoji)?.people ?? reaction.people, count);
            return (
              <button
                key={emoji}
                type="button"
                class="reaction"
                aria-pressed={mine}
                title={names}
                aria-disabled={me === null}
                onClick={() => app.writing.react(message, emoji)}
              >
                <span>{emoji}</span>
                <span class="count">{count.toLocaleString(app.locale)}</span>
                <span class="unseen">{words.reactedBy({ people: names, emoji })}</span>
              </button>
            );
          })}
        </div>
      )}
      {failed.map((entry) => (
        <Failure key={entry.cid} entry={entry} what={words.notReacted} />
      ))}
    </>
  );
}

/** Everybody under each emoji, once `load` has loaded them for this revision of the message; until then nobody. */
function useAllPeople(app: App, { seq, revision, reactions = [] }: Message) {
  const [loaded, setLoaded] = useState<{ revision: number; all: readonly Reaction[] }>({ revision: 0, all: [] });
  const load = (): void => {
    const room = app.view.peek()?.room;
    if (room === undefined || loaded.revision === revision || !reactions.some(isSample)) return;
    // While they are loading and if that fails, the sample is shown.
    setLoaded({ revision, all: [] });
    app.client.reactions(room, seq).then(
      (line) => setLoaded({ revision, all: line.reactions }),
      () => setLoaded({ revision: 0, all: [] }),
    );
  };
  return { all: loaded.revision === revision ? loaded.all : [], load };
}

function namesOf(app: App, people: readonly Person[], count: number): string {
  const names = people.slice(0, MAX_NAMES).map(({ name }) => name);
  const others = count - names.length;
  return app.times.list(others > 0 ? [...names, words.others(others)] : names);
}
