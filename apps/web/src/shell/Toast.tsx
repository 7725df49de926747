import { useEffect } from 'preact/hooks';
import { useApp } from '../ui/app-context.ts';

const SHOWN_MS = 2_000;

/** A short confirmation of what was just done. */
export function Toast() {
  const app = useApp();
  const text = app.toast.value;
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => app.showToast(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="toast" role="status">
      {text !== '' && <p>{text}</p>}
    </div>
  );
}
