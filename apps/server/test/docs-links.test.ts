import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const skipped = new Set(['node_modules', 'dist', '.git', '.turbo', 'data']);
const files = globSync('**/*.*', { cwd: root, exclude: (path) => path.split('/').some((part) => skipped.has(part)) });
/** The changelog describes versions that had other files. */
const pages = files.filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md');

test('every link of the documentation leads to a file and a heading', () => {
  const dead = pages.flatMap((page) =>
    matches(page, /\]\(([^)\s]+)\)/g)
      .filter((target) => !targetExists(page, target))
      .map((target) => `${page}: ${target}`),
  );
  expect(dead).toEqual([]);
});

test('every path that the documentation names exists', () => {
  const dead = pages.flatMap((page) =>
    matches(page, /`([^`\s]+)`/g)
      .filter((name) => !exists(name))
      .map((name) => `${page}: ${name}`),
  );
  expect(dead).toEqual([]);
});

test('the example of a first change uses names that exist', () => {
  const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const [, path = '', code = ''] = /```ts\n\s*\/\/ (\S+)\n([^]*?)```/.exec(page) ?? [];
  const [, names = '', from = ''] = /import \{(.*)\} from '(.*)'/.exec(code)!;
  const imported = readFileSync(join(root, dirname(path), from), 'utf8');
  const keys = [...code.matchAll(/^\s+(\w+)(?=[:(])/gm)].map(([, key]) => key);
  for (const name of [...names.replaceAll('type ', '').split(','), ...keys])
    expect(imported).toMatch(new RegExp(`\\b${name?.trim()}\\b`));
  const helpers = /const \{.*\} = page\(\);/.exec(page)![0];
  expect(readFileSync(join(root, 'apps/web/test/slash/commands.test.ts'), 'utf8')).toContain(helpers);
});

/** What the expression captures in a page, outside its blocks of code. */
function matches(page: string, expression: RegExp): string[] {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(/```[^]*?```/g, '');
  return [...text.matchAll(expression)].map(([, captured = '']) => captured);
}

function targetExists(page: string, target: string): boolean {
  if (/^https?:/.test(target)) return true;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(root, page) : join(root, dirname(page), path);
  return existsSync(file) && (anchor === undefined || anchorsOf(file).includes(anchor));
}

/** A path from the root of the repository, or the end of one. What does not look like a path is not checked. */
function exists(name: string): boolean {
  if (/^(apps|bench|chaos|docs|e2e|packages|scripts|\.github)\//.test(name)) return existsSync(join(root, name));
  if (!/^[\w/-][\w./-]*\.(css|html|md|sql|ts|tsx|ya?ml)$/.test(name)) return true;
  return files.some((path) => path === name || path.endsWith(`/${name}`));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}
