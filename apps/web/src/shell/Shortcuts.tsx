import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useApp } from '../ui/app-context.ts';

/** On a Mac the command key is what the control key is elsewhere. */
const control = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Everything that the keyboard can do, on one sheet. */
export function Shortcuts() {
  const app = useApp();
  const sections: [title: string, rows: [keys: string[], does: string][]][] = [
    [
      panelWords.everywhere,
      [
        [['?'], panelWords.keyHelp],
        [[control, 'K'], panelWords.keySwitch],
        [['Esc'], panelWords.keyCancel],
      ],
    ],
    [
      panelWords.inWriting,
      [
        [['Enter'], panelWords.keySend],
        [['Shift', 'Enter'], panelWords.keyNewLine],
        [['↑'], panelWords.keyEditLast],
        [['@'], panelWords.keyMention],
        [[':'], panelWords.keyEmoji],
        [['/'], panelWords.keyCommand],
      ],
    ],
    [
      panelWords.inMessages,
      [
        [['↑', '↓'], panelWords.keyMessages],
        [['Enter'], panelWords.keyFollow],
        [['R'], panelWords.keyReply],
        [['+'], panelWords.keyReact],
        [['C'], panelWords.keyCopy],
        [['E'], panelWords.keyEdit],
        [['Delete'], panelWords.keyDelete],
      ],
    ],
  ];
  return (
    <Dialog title={words.shortcuts} class="shortcuts" onClose={() => (app.panel.value = null)}>
      {sections.map(([title, rows]) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {rows.map(([keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.map((each) => (
                    <kbd key={each}>{each}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
