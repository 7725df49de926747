import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionState } from '@hubbub/client';
import type { App } from '../model/app.ts';
import { closeSentence } from '../i18n/refusals.ts';
import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

/** A shorter interruption is over before a reader would notice it. */
const GRACE_MS = 1_200;
const BACK_MS = 2_500;

type Shown = 'nothing' | 'trouble' | 'back';

/** Shows that the connection is lost or the server takes nothing, and when it is tried again. */
export function ConnectionBanner() {
  const app = useApp();
  const state = app.connection.value;
  const limitedUntil = app.limitedUntil.value;
  const shown = useShown(state);
  return (
    <div class="banner-place" role="status">
      {shown === 'back' && <div class="banner">{words.backAgain}</div>}
      {shown === 'nothing' && limitedUntil > 0 && (
        <div class="banner trouble">
          <span>{words.tooFast}</span>
          <Countdown until={limitedUntil} />
        </div>
      )}
      {shown === 'trouble' && (
        <div class="banner trouble">
          <span>{sentence(app, state)}</span>
          {state.type === 'waiting' && <Countdown until={state.retryAt} />}
          {state.type === 'waiting' && (
            <button type="button" class="plain" onClick={() => app.client.wake()}>
              {words.tryNow}
            </button>
          )}
          {state.type === 'closed' && (
            <button type="button" class="plain" onClick={() => location.reload()}>
              {words.reload}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function useShown(state: ConnectionState): Shown {
  const [shown, setShown] = useState<Shown>('nothing');
  const now = useRef<Shown>('nothing');
  now.current = shown;
  const well = state.type === 'online';
  const over = state.type === 'closed';
  useEffect(() => {
    if (over) setShown('trouble');
    if (over || (well && now.current === 'nothing')) return;
    if (well) setShown('back');
    // A device without a network does not reconnect within the grace period.
    const graceMs = navigator.onLine ? GRACE_MS : 0;
    const timer = setTimeout(() => setShown(well ? 'nothing' : 'trouble'), well ? BACK_MS : graceMs);
    return () => clearTimeout(timer);
  }, [well, over]);
  return shown;
}

function sentence(app: App, state: ConnectionState): string {
  const lostAt = app.lostAt.value;
  if (state.type === 'closed') return closeSentence(state.code);
  if (state.type === 'waiting')
    return lostAt === null ? words.unreachable : words.offlineSince({ time: app.times.clock(lostAt) });
  return lostAt === null ? words.connecting : words.reconnecting;
}

/** Hidden from screen readers, which would read every second aloud. */
function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden="true">{words.tryingIn(Math.max(1, Math.ceil((until - now) / 1_000)))}</span>;
}
