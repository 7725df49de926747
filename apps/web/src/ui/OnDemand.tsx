import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props<P> {
  load: () => Promise<ComponentType<P>>;
  props: P;
}

/** A part of the page that is fetched when it is shown for the first time; what cannot be fetched is not shown. */
export function OnDemand<P extends object>({ load, props }: Props<P>) {
  const [Part, setPart] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then(
      (part) => wanted && setPart(() => part),
      (error: unknown) => reportError(error),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return Part && <Part {...props} />;
}
