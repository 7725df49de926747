import type { LanguageFn } from 'highlight.js';

/** Every grammar is a chunk of its own, fetched when such code is first shown. Vite lists paths, and no packages. */
const grammars = import.meta.glob<LanguageFn>(
  [
    './{bash,c,cpp,csharp,css,dart,diff,dockerfile,elixir,go,haskell,ini,java,javascript,json,kotlin,lua}.js',
    './{makefile,markdown,nginx,perl,php,powershell,python,r,ruby,rust,scala,shell,sql,swift,typescript,xml,yaml}.js',
  ],
  { base: '../../node_modules/highlight.js/es/languages', import: 'default' },
);

/** Languages embedded in others, as CSS is in HTML. */
const embedded: Record<string, readonly string[]> = {
  dockerfile: ['bash'],
  javascript: ['xml'],
  markdown: ['xml'],
  shell: ['bash'],
  typescript: ['xml'],
  xml: ['css', 'javascript'],
};

/** The grammar of a language, and those of the languages embedded in it. */
export async function grammarsOf(id: string): Promise<Record<string, LanguageFn>> {
  const wanted = [id, ...(embedded[id] ?? [])];
  const loaded = await Promise.all(wanted.map(async (each) => [each, await grammars[`./${each}.js`]?.()]));
  return Object.fromEntries(loaded) as Record<string, LanguageFn>;
}
