import { useApp } from '../ui/app-context.ts';

export function DaySeparator({ at }: { at: number }) {
  const app = useApp();
  return (
    <div class="separator" role="separator">
      <span>{app.times.day(at, app.today.value)}</span>
    </div>
  );
}
