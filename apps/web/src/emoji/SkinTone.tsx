import { panelWords } from '../i18n/panel-words.ts';
import { type Tone, withTone, tones } from './skin.ts';

/** One skin tone for all emoji of people. Screen readers name the tone of each hand by themselves. */
export function SkinTone({ tone, onTone }: { tone: Tone; onTone: (tone: Tone) => void }) {
  return (
    <select
      aria-label={panelWords.skinTone}
      title={panelWords.skinTone}
      value={tone}
      onChange={(event) => onTone(tones[event.currentTarget.selectedIndex] ?? 0)}
    >
      {tones.map((each) => (
        <option key={each} value={each}>
          {withTone('✋', each)}
        </option>
      ))}
    </select>
  );
}
