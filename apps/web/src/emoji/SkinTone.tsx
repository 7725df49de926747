import { type Tone, withTone, tones } from './skin.ts';

interface Props {
  label: string;
  tone: Tone;
  onTone: (tone: Tone) => void;
}

/** One skin tone for all emoji of people. Screen readers name the tone of each hand by themselves. */
export function SkinTone({ label, tone, onTone }: Props) {
  return (
    <select
      aria-label={label}
      title={label}
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
