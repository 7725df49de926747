import { useEffect } from 'preact/hooks';
import { useApp } from '../ui/app-context.ts';

const SHOWN_MS = 2_000;

/** A word about what was just done. */
export function Toast() {
  const app = useApp();
  const said = app.toast.value;
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => app.showToast(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="said" role="status">
      {said !== '' && <p>{said}</p>}
    </div>
  );
}
