import { excerptOf } from '../model/excerpt.ts';
import { words } from '../i18n/words.ts';
import { Icon } from '../ui/Icon.tsx';
import { useApp } from '../ui/app-context.ts';

interface Props {
  room: string;
  /** The message that is answered. */
  seq: number;
  onStop: () => void;
}

/** What the next message answers. The message may have to be fetched, and may be changed or deleted meanwhile. */
export function ReplyBar({ room, seq, onStop }: Props) {
  const app = useApp();
  // Whenever something changed in the room, this may have.
  void app.view.value;
  const quoted = app.client.quoted(room, seq);
  return (
    <div class="reply-bar" id="composer-reply">
      <Icon name="reply" />
      <p>
        {quoted && !quoted.deleted ? (
          <>
            <span class="to">{words.replyingTo({ name: quoted.name })}</span>{' '}
            <span dir="auto">{excerptOf(quoted.text)}</span>
          </>
        ) : (
          <span>{quoted === undefined ? '…' : quoted === null ? words.quotedGone : words.deleted}</span>
        )}
      </p>
      <button
        type="button"
        class="icon-button"
        aria-label={words.stopReplying}
        title={words.stopReplying}
        onClick={onStop}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
