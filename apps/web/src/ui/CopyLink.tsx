import { useEffect, useState } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { copy } from './clipboard.ts';
import { Icon } from './Icon.tsx';
import { useApp } from './app-context.ts';

const SHOWN_MS = 2_000;

/** The link is the invitation. Where the browser lets nobody copy, it is shown for copying by hand. */
export function CopyLink({ room, class: look }: { room: string; class: string }) {
  const app = useApp();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const link = app.link(room);
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  if (state === 'failed') {
    return (
      <input
        class="link-field"
        readOnly
        value={link}
        aria-label={words.copyLink}
        onFocus={(event) => event.currentTarget.select()}
      />
    );
  }
  return (
    <>
      <button
        type="button"
        class={look}
        onClick={() => void copy(link).then((done) => setState(done ? 'copied' : 'failed'))}
      >
        <Icon name={state === 'copied' ? 'check' : 'link'} />
        <span class="label">{state === 'copied' ? words.linkCopied : words.copyLink}</span>
      </button>
      <span class="unseen" role="status">
        {state === 'copied' && words.linkCopied}
      </span>
    </>
  );
}
