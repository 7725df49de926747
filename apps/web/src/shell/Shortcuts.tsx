import { panelWords } from '../i18n/panel-words.ts';

/** The key that is Ctrl everywhere but on a Mac. */
const control = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** All keyboard shortcuts. */
export function Shortcuts() {
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
    <>
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
    </>
  );
}
