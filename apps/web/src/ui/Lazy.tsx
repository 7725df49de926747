import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props<P> {
  load: () => Promise<ComponentType<P>>;
  props: P;
  /** It could not be fetched: let go of what was opened, so that it can be asked for again. */
  onFail?: () => void;
}

/** A part of the page that is fetched when it is shown for the first time; what cannot be fetched is not shown. */
export function Lazy<P extends object>({ load, props, onFail }: Props<P>) {
  const [Part, setPart] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then(
      (part) => wanted && setPart(() => part),
      (error: unknown) => {
        reportError(error);
        onFail?.();
      },
    );
    return () => {
      wanted = false;
    };
  }, []);
  return Part && <Part {...props} />;
}
