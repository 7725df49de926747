import type { Entry } from '@hubbub/client';
import type { Message, Reaction } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { reactionsOf } from '../model/reactions.ts';
import { words } from '../i18n/words.ts';
import { Failure } from './Failure.tsx';
import { useApp } from '../ui/app-context.ts';

/** People named at most; the others are counted. */
const MAX_NAMES = 12;

/** The reactions to a message: a click adds one's own, another click removes it. */
export function Reactions({ message, doing }: { message: Message; doing: readonly Entry[] }) {
  const app = useApp();
  const me = app.me.value;
  const reactions = reactionsOf(message, doing, me);
  const failed = doing.filter(({ state }) => state === 'failed');
  if (reactions.length === 0 && failed.length === 0) return null;
  return (
    <>
      {reactions.length > 0 && (
        <div class="reactions" role="group" aria-label={words.reactions}>
          {reactions.map((reaction) => (
            <button
              key={reaction.emoji}
              type="button"
              class="reaction"
              aria-pressed={reaction.people.some(({ id }) => id === me?.id)}
              title={namesOf(app, reaction)}
              aria-disabled={me === null}
              onClick={() => app.writing.react(message, reaction.emoji)}
            >
              <span>{reaction.emoji}</span>
              <span class="count">{reaction.people.length.toLocaleString(app.locale)}</span>
              <span class="unseen">{words.reactedBy({ people: namesOf(app, reaction), emoji: reaction.emoji })}</span>
            </button>
          ))}
        </div>
      )}
      {failed.map((entry) => (
        <Failure key={entry.cid} entry={entry} what={words.notReacted} />
      ))}
    </>
  );
}

function namesOf(app: App, { people }: Reaction): string {
  const names = people.slice(0, MAX_NAMES).map(({ name }) => name);
  const others = people.length - names.length;
  return app.times.list(others > 0 ? [...names, words.others(others)] : names);
}
