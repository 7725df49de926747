const marks = /\p{M}/gu;
const quotes = /['’ʼ“”"]/g;

/** The same word however it is written: without capitals, accents, wide letters and apostrophes. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(marks, '').replace(quotes, '').toLowerCase();
}
