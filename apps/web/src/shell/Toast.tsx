import { useEffect } from 'preact/hooks';
import type { App } from '../model/app.ts';

const SHOWN_MS = 2_000;

/** A word about what was just done. */
export function Said({ app }: { app: App }) {
  const said = app.said.value;
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => app.say(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="said" role="status">
      {said !== '' && <p>{said}</p>}
    </div>
  );
}
