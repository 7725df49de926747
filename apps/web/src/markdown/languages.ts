import type { LanguageFn } from 'highlight.js';

interface Language {
  name: string;
  /** Other words that stand for it behind a fence. */
  also?: string;
  /** Languages that stand inside of it, as CSS does in HTML. */
  holds?: readonly string[];
  grammar: () => Promise<{ default: LanguageFn }>;
}

/** What is coloured. Every grammar is a file of its own, fetched when somebody sees such code. */
const languages: Record<string, Language> = {
  bash: { name: 'Bash', also: 'sh zsh', grammar: () => import('highlight.js/lib/languages/bash') },
  c: { name: 'C', also: 'h', grammar: () => import('highlight.js/lib/languages/c') },
  cpp: { name: 'C++', also: 'c++ cc cxx hpp', grammar: () => import('highlight.js/lib/languages/cpp') },
  csharp: { name: 'C#', also: 'c# cs', grammar: () => import('highlight.js/lib/languages/csharp') },
  css: { name: 'CSS', grammar: () => import('highlight.js/lib/languages/css') },
  dart: { name: 'Dart', grammar: () => import('highlight.js/lib/languages/dart') },
  diff: { name: 'Diff', also: 'patch', grammar: () => import('highlight.js/lib/languages/diff') },
  dockerfile: {
    name: 'Dockerfile',
    also: 'docker',
    holds: ['bash'],
    grammar: () => import('highlight.js/lib/languages/dockerfile'),
  },
  elixir: { name: 'Elixir', also: 'ex exs', grammar: () => import('highlight.js/lib/languages/elixir') },
  go: { name: 'Go', also: 'golang', grammar: () => import('highlight.js/lib/languages/go') },
  haskell: { name: 'Haskell', also: 'hs', grammar: () => import('highlight.js/lib/languages/haskell') },
  ini: { name: 'INI', also: 'toml conf', grammar: () => import('highlight.js/lib/languages/ini') },
  java: { name: 'Java', grammar: () => import('highlight.js/lib/languages/java') },
  javascript: {
    name: 'JavaScript',
    also: 'js jsx mjs cjs',
    holds: ['xml'],
    grammar: () => import('highlight.js/lib/languages/javascript'),
  },
  json: { name: 'JSON', also: 'jsonc json5', grammar: () => import('highlight.js/lib/languages/json') },
  kotlin: { name: 'Kotlin', also: 'kt kts', grammar: () => import('highlight.js/lib/languages/kotlin') },
  lua: { name: 'Lua', grammar: () => import('highlight.js/lib/languages/lua') },
  makefile: { name: 'Makefile', also: 'make mk', grammar: () => import('highlight.js/lib/languages/makefile') },
  markdown: {
    name: 'Markdown',
    also: 'md',
    holds: ['xml'],
    grammar: () => import('highlight.js/lib/languages/markdown'),
  },
  nginx: { name: 'nginx', grammar: () => import('highlight.js/lib/languages/nginx') },
  perl: { name: 'Perl', also: 'pl', grammar: () => import('highlight.js/lib/languages/perl') },
  php: { name: 'PHP', grammar: () => import('highlight.js/lib/languages/php') },
  powershell: { name: 'PowerShell', also: 'ps1 pwsh', grammar: () => import('highlight.js/lib/languages/powershell') },
  python: { name: 'Python', also: 'py python3', grammar: () => import('highlight.js/lib/languages/python') },
  r: { name: 'R', grammar: () => import('highlight.js/lib/languages/r') },
  ruby: { name: 'Ruby', also: 'rb', grammar: () => import('highlight.js/lib/languages/ruby') },
  rust: { name: 'Rust', also: 'rs', grammar: () => import('highlight.js/lib/languages/rust') },
  scala: { name: 'Scala', grammar: () => import('highlight.js/lib/languages/scala') },
  shell: {
    name: 'Shell',
    also: 'console shellsession',
    holds: ['bash'],
    grammar: () => import('highlight.js/lib/languages/shell'),
  },
  sql: { name: 'SQL', also: 'sqlite postgres mysql', grammar: () => import('highlight.js/lib/languages/sql') },
  swift: { name: 'Swift', grammar: () => import('highlight.js/lib/languages/swift') },
  typescript: {
    name: 'TypeScript',
    also: 'ts tsx mts cts',
    holds: ['xml'],
    grammar: () => import('highlight.js/lib/languages/typescript'),
  },
  xml: {
    name: 'HTML',
    also: 'html svg xhtml vue',
    holds: ['css', 'javascript'],
    grammar: () => import('highlight.js/lib/languages/xml'),
  },
  yaml: { name: 'YAML', also: 'yml', grammar: () => import('highlight.js/lib/languages/yaml') },
};

const ids = new Map(
  Object.entries(languages).flatMap(([id, { also = '' }]) => [id, ...also.split(' ')].map((word) => [word, id])),
);

/** The language that somebody means by "ts" or "TypeScript"; undefined where there are no colours for it. */
export function languageOf(info: string): { id: string; name: string } | undefined {
  const id = ids.get(info.toLowerCase());
  const language = id === undefined ? undefined : languages[id];
  if (id === undefined || !language) return undefined;
  // Who writes "xml" or "toml" reads it so.
  const name = /^(?:xml|svg|toml)$/i.test(info) ? info.toUpperCase() : language.name;
  return { id, name };
}

/** The grammar of a language, and those of what stands inside of it. */
export async function grammarsOf(id: string): Promise<Record<string, LanguageFn>> {
  const wanted = [id, ...(languages[id]?.holds ?? [])];
  const loaded = await Promise.all(wanted.map(async (each) => [each, (await languages[each]?.grammar())?.default]));
  return Object.fromEntries(loaded) as Record<string, LanguageFn>;
}
