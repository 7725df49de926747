import { themes, type Theme } from '../model/preferences.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { languages } from '../i18n/words.ts';
import type { Lang } from '../model/language.ts';
import { useApp } from '../ui/app-context.ts';

/** Theme and language, kept in this browser. */
export function Settings() {
  const app = useApp();
  const { theme, lang } = app.preferences.value;
  const themeNames: Record<Theme, string> = {
    auto: panelWords.themeAuto,
    light: panelWords.themeLight,
    dark: panelWords.themeDark,
  };
  return (
    <>
      <Choice
        name="theme"
        legend={panelWords.theme}
        options={themes.map((each) => ({ value: each, label: themeNames[each] }))}
        chosen={theme}
        choose={(chosen) => app.setPreferences({ theme: chosen })}
      />
      <Choice
        name="language"
        legend={panelWords.language}
        options={(Object.keys(languages) as Lang[]).map((each) => ({
          value: each,
          label: languages[each],
          lang: each,
        }))}
        chosen={lang ?? app.language.value.lang}
        choose={(chosen) => app.setPreferences({ lang: chosen })}
      />
    </>
  );
}

interface ChoiceProps<Value extends string> {
  name: string;
  legend: string;
  options: { value: Value; label: string; lang?: string }[];
  chosen: Value;
  choose: (value: Value) => void;
}

function Choice<Value extends string>({ name, legend, options, chosen, choose }: ChoiceProps<Value>) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(({ value, label, lang }) => (
        <label key={value} lang={lang}>
          <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => choose(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
