import type { ComponentChildren, ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

interface Props<P> {
  load: () => Promise<ComponentType<P>>;
  props: NoInfer<P>;
  /** Shown until the chunk arrives. */
  fallback?: ComponentChildren;
  /** The chunk could not be fetched: close what was opened, so that it can be tried again. */
  onFail?: () => void;
}

/** Loaded parts are drawn at once from then on: the rows of the list come and go. */
const loaded = new Map<unknown, unknown>();

/** A component whose chunk is fetched when it is first shown. */
export function Lazy<P extends object>({ load, props, fallback = null, onFail }: Props<P>) {
  const [Part, setPart] = useState(() => (loaded.get(load) as ComponentType<P> | undefined) ?? null);
  useLayoutEffect(() => {
    if (Part) return;
    let mounted = true;
    load().then(
      (part) => {
        loaded.set(load, part);
        if (mounted) setPart(() => part);
      },
      (error: unknown) => {
        reportError(error);
        if (mounted) onFail?.();
      },
    );
    return () => void (mounted = false);
  }, []);
  return Part ? <Part {...props} /> : <>{fallback}</>;
}
