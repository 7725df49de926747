import type { SlashCommand } from '../slash/command.ts';
import { commands } from '../slash/index.ts';
import { usage } from '../slash/usage.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** The list of commands that `/help` opens. */
export function CommandList({ onClose }: { onClose: () => void }) {
  return (
    <section class="command-list" aria-label={panelWords.commands}>
      <h2>{panelWords.commands}</h2>
      <IconButton icon="close" label={words.close} onClick={onClose} />
      <dl>
        {Object.values<SlashCommand>(commands).map((command) => (
          <div key={command.name}>
            <dt>
              <code>{usage(command)}</code>
            </dt>
            <dd>{panelWords[command.description]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
