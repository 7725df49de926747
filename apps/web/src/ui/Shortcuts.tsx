import type { App } from '../model/app.ts';
import { words } from '../text/words.ts';
import { Dialog } from './Dialog.tsx';

/** On a Mac the command key is what the control key is elsewhere. */
const control = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Everything that the keyboard can do, on one sheet. */
export function Shortcuts({ app }: { app: App }) {
  const sections: [title: string, rows: [keys: string[], does: string][]][] = [
    [
      words.everywhere,
      [
        [['?'], words.keyHelp],
        [[control, 'K'], words.keySwitch],
        [['Esc'], words.keyCancel],
      ],
    ],
    [
      words.inWriting,
      [
        [['Enter'], words.keySend],
        [['Shift', 'Enter'], words.keyNewLine],
        [['↑'], words.keyEditLast],
        [['@'], words.keyMention],
        [[':'], words.keyEmoji],
        [['/'], words.keyCommand],
      ],
    ],
    [
      words.inMessages,
      [
        [['↑', '↓'], words.keyMessages],
        [['R'], words.keyReply],
        [['+'], words.keyReact],
        [['C'], words.keyCopy],
        [['E'], words.keyEdit],
        [['Delete'], words.keyDelete],
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
