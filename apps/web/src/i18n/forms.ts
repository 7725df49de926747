import { transform } from '@nanostores/i18n';

/** A sentence for each of the language's plural forms; `{count}` stands for the number, written as in that language. */
export type Forms = { other: string } & { [Form in Intl.LDMLPluralRule]?: string };

/** `counted({ one: '{count} row', other: '{count} rows' })` makes `words.rows(2)` say "2 rows". */
export const counted = transform((locale: string, forms: Forms, count: number): string => {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return form.replaceAll('{count}', () => count.toLocaleString(locale));
});

/** Letters of scripts written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, and presentation forms. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** A name from right to left would reorder the words around it, so it is isolated. */
function isolated(value: string | number): string {
  const text = String(value);
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}

/** The placeholders of a sentence. */
type Blanks<Sentence extends string> = Sentence extends `${string}{${infer Blank}}${infer Rest}`
  ? Blank | Blanks<Rest>
  : never;

const fill = transform((_locale: string, sentence: string, values: Record<string, string | number>): string =>
  // Not `replace` with a string: a name may contain its special patterns, such as `$&`.
  sentence.replaceAll(/\{(\w+)\}/g, (blank, name: string) => isolated(values[name] ?? blank)),
);

/** `filled('Write to {room}')` makes `words.writeTo({ room })`. Every placeholder must be given. */
export function filled<const Sentence extends string>(sentence: Sentence) {
  return fill(sentence) as unknown as (values: { [Blank in Blanks<Sentence>]: string | number }) => string;
}

/** The type of a translation: a string for a string, plural forms for a counted sentence. */
export type Translated<Words> = {
  [Key in keyof Words]: Words[Key] extends string
    ? string
    : Words[Key] extends (count: number) => string
      ? Forms
      : string;
};
