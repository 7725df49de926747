/** The highlighted languages: the name to display, and the other words that mean them after a fence. */
const languages: Record<string, [name: string, also?: string]> = {
  bash: ['Bash', 'sh zsh'],
  c: ['C', 'h'],
  cpp: ['C++', 'c++ cc cxx hpp'],
  csharp: ['C#', 'c# cs'],
  css: ['CSS'],
  dart: ['Dart'],
  diff: ['Diff', 'patch'],
  dockerfile: ['Dockerfile', 'docker'],
  elixir: ['Elixir', 'ex exs'],
  go: ['Go', 'golang'],
  haskell: ['Haskell', 'hs'],
  ini: ['INI', 'toml conf'],
  java: ['Java'],
  javascript: ['JavaScript', 'js jsx mjs cjs'],
  json: ['JSON', 'jsonc json5'],
  kotlin: ['Kotlin', 'kt kts'],
  lua: ['Lua'],
  makefile: ['Makefile', 'make mk'],
  markdown: ['Markdown', 'md'],
  nginx: ['nginx'],
  perl: ['Perl', 'pl'],
  php: ['PHP'],
  powershell: ['PowerShell', 'ps1 pwsh'],
  python: ['Python', 'py python3'],
  r: ['R'],
  ruby: ['Ruby', 'rb'],
  rust: ['Rust', 'rs'],
  scala: ['Scala'],
  shell: ['Shell', 'console shellsession'],
  sql: ['SQL', 'sqlite postgres mysql'],
  swift: ['Swift'],
  typescript: ['TypeScript', 'ts tsx mts cts'],
  xml: ['HTML', 'html svg xhtml vue'],
  yaml: ['YAML', 'yml'],
};

const ids = new Map(
  Object.entries(languages).flatMap(([id, [, also = '']]) =>
    `${id} ${also}`
      .trim()
      .split(' ')
      .map((word) => [word, id]),
  ),
);

export type Language = NonNullable<ReturnType<typeof languageOf>>;

/** The language that the first word after a fence means, such as "ts"; undefined if it is not highlighted. */
export function languageOf(info: string): { id: string; name: string } | undefined {
  const [word = ''] = info.split(/\s/, 1);
  const id = ids.get(word.toLowerCase());
  if (id === undefined) return undefined;
  // These share a grammar with another language, and keep the name that was written.
  const name = /^(?:xml|svg|toml)$/i.test(word) ? word.toUpperCase() : (languages[id]?.[0] ?? id);
  return { id, name };
}
