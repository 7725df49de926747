import { excerptOf } from '../model/excerpt.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useApp } from '../ui/app-context.ts';

interface Props {
  room: string;
  seq: number;
  onCancel: () => void;
}

/** Shows the message that is being replied to. It may still be loading, and may be edited or deleted meanwhile. */
export function ReplyBar({ room, seq, onCancel }: Props) {
  const app = useApp();
  // Subscribes to changes of the room: the quoted message may be among them.
  void app.view.value;
  const quoted = app.client.quoted(room, seq);
  return (
    <div class="reply-bar" id="composer-reply">
      <Icon name="reply" />
      <p>
        {quoted && !quoted.deleted ? (
          <>
            <span class="to">{panelWords.replyingTo({ name: quoted.name })}</span>{' '}
            <span dir="auto">{excerptOf(quoted.text)}</span>
          </>
        ) : (
          <span>{quoted === undefined ? '…' : quoted === null ? words.quotedGone : words.deleted}</span>
        )}
      </p>
      <IconButton icon="close" label={panelWords.stopReplying} onClick={onCancel} />
    </div>
  );
}
