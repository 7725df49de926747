import type { App } from '../model/app.ts';

export function DaySeparator({ app, at }: { app: App; at: number }) {
  return (
    <div class="separator" role="separator">
      <span>{app.times.day(at, app.today.value)}</span>
    </div>
  );
}
