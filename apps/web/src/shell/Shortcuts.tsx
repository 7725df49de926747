import { sheetWords } from '../i18n/sheet-words.ts';
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
      sheetWords.everywhere,
      [
        [['?'], sheetWords.keyHelp],
        [[control, 'K'], sheetWords.keySwitch],
        [['Esc'], sheetWords.keyCancel],
      ],
    ],
    [
      sheetWords.inWriting,
      [
        [['Enter'], sheetWords.keySend],
        [['Shift', 'Enter'], sheetWords.keyNewLine],
        [['↑'], sheetWords.keyEditLast],
        [['@'], sheetWords.keyMention],
        [[':'], sheetWords.keyEmoji],
        [['/'], sheetWords.keyCommand],
      ],
    ],
    [
      sheetWords.inMessages,
      [
        [['↑', '↓'], sheetWords.keyMessages],
        [['Enter'], sheetWords.keyFollow],
        [['R'], sheetWords.keyReply],
        [['+'], sheetWords.keyReact],
        [['C'], sheetWords.keyCopy],
        [['E'], sheetWords.keyEdit],
        [['Delete'], sheetWords.keyDelete],
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
